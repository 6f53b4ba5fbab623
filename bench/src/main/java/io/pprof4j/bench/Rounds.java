// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One quantity of one program: a value for each contender and round. A round measures all contenders close together in
 * time, so that what else the machine does falls out of the ratios within it.
 */
final class Rounds {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** @param value NaN if the measurement failed */
    void add(Contender contender, double value) {
        values.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(value);
    }

    Spread of(Contender contender) {
        return Spread.of(values(contender));
    }

    /** To no agent, round by round. */
    Spread ratios(Contender contender) {
        return Spread.of(pairs(contender, (one, none) -> one / none));
    }

    /** To no agent, round by round. */
    Spread differences(Contender contender) {
        return Spread.of(pairs(contender, (one, none) -> one - none));
    }

    private interface Comparison {
        double of(double one, double none);
    }

    private List<Double> pairs(Contender contender, Comparison comparison) {
        List<Double> one = values(contender);
        List<Double> none = values(Contenders.NONE);
        List<Double> pairs = new ArrayList<>();
        for (int round = 0; round < Math.min(one.size(), none.size()); round++) {
            pairs.add(comparison.of(one.get(round), none.get(round)));
        }
        return pairs;
    }

    private List<Double> values(Contender contender) {
        return values.getOrDefault(contender.name(), List.of());
    }

    /** The contenders of a round, each time beginning with another one, so that none is always first. */
    static List<Contender> order(List<Contender> contenders, int round) {
        List<Contender> order = new ArrayList<>(contenders);
        Collections.rotate(order, -round);
        order.removeIf(contender -> !contender.runsIn(round));
        return order;
    }
}
