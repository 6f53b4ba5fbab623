// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One quantity of one program: a value for each contender and round. A round measures all contenders close together in
 * time, so that what else the machine does falls out of the ratios within it.
 */
final class Rounds {
    private final int rounds;
    private final Map<String, double[]> values = new HashMap<>();

    Rounds(int rounds) {
        this.rounds = rounds;
    }

    void put(Contender contender, int round, double value) {
        values.computeIfAbsent(contender.name(), name -> unmeasured())[round] = value;
    }

    private double[] unmeasured() {
        double[] empty = new double[rounds];
        Arrays.fill(empty, Double.NaN);
        return empty;
    }

    Spread of(Contender contender) {
        return compared(contender, (one, none) -> one);
    }

    /** To no agent, round by round. */
    Spread ratios(Contender contender) {
        return compared(contender, (one, none) -> one / none);
    }

    /** To no agent, round by round. */
    Spread differences(Contender contender) {
        return compared(contender, (one, none) -> one - none);
    }

    private interface Comparison {
        double of(double one, double none);
    }

    private Spread compared(Contender contender, Comparison comparison) {
        double[] one = values.getOrDefault(contender.name(), unmeasured());
        double[] none = values.getOrDefault(Contenders.NONE.name(), unmeasured());
        double[] compared = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            compared[round] = comparison.of(one[round], none[round]);
        }
        return Spread.of(compared);
    }
}
