// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Contender SLOWER = Contender.of("slower");

    private final Rounds rounds = new Rounds(3);

    private void put(Contender contender, double... values) {
        for (int round = 0; round < values.length; round++) {
            rounds.put(contender, round, values[round]);
        }
    }

    /** The machine was slow in the second round, for both. */
    @Test
    void ratiosAreTakenWithinARound() {
        put(Contenders.NONE, 10, 100, 20);
        put(SLOWER, 20, 110, 60);

        assertThat(rounds.ratios(SLOWER)).isEqualTo(new Spread(2, 1.1, 3));
        assertThat(rounds.differences(SLOWER)).isEqualTo(new Spread(10, 10, 40));
        assertThat(rounds.of(SLOWER)).isEqualTo(new Spread(60, 20, 110));
    }

    @Test
    void aRoundThatEitherMissedHasNoRatio() {
        rounds.put(Contenders.NONE, 0, 10);
        rounds.put(Contenders.NONE, 2, 10);
        rounds.put(SLOWER, 1, 15);
        rounds.put(SLOWER, 2, 30);

        assertThat(rounds.ratios(SLOWER)).isEqualTo(new Spread(3, 3, 3));
    }

    @Test
    void whatWasNeverMeasuredIsAFailure() {
        put(Contenders.NONE, 10, 100, 20);

        assertThat(rounds.ratios(SLOWER).median()).isNaN();
    }
}
