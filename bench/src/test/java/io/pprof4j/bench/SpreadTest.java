// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void medianIsTheMiddleOne() {
        assertThat(Spread.of(9.0, 1.0, 2.0)).isEqualTo(new Spread(2, 1, 9));
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(Spread.of(9.0, 1.0, 2.0, 4.0)).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void failedMeasurementsAreLeftOut() {
        assertThat(Spread.of(Double.NaN, 5.0, Double.NaN)).isEqualTo(new Spread(5, 5, 5));
    }

    @Test
    void nothingMeasuredIsCalledFailed() {
        assertThat(Spread.of(Double.NaN).format("%.2f")).isEqualTo("failed");
    }

    @Test
    void formatsTheMedianWithTheSmallestAndTheLargest() {
        assertThat(new Spread(1.024, 0.98, 1.1).format("%.2f")).isEqualTo("1.02 (0.98..1.10)");
    }

    @Test
    void leavesOutASpreadThatDoesNotShow() {
        assertThat(new Spread(1.001, 1, 1.004).format("%.2f")).isEqualTo("1.00");
    }

    @Test
    void dividesAllThree() {
        assertThat(new Spread(4, 2, 8).dividedBy(2)).isEqualTo(new Spread(2, 1, 4));
    }

    @Test
    void geometricMeanIsTheRootOfTheProduct() {
        assertThat(Spread.geometricMean(0.5, 2, 8)).isCloseTo(2, within(1e-12));
        assertThat(Spread.geometricMean(3)).isCloseTo(3, within(1e-12));
    }

    @Test
    void geometricMeanWithAFailureIsAFailure() {
        assertThat(Spread.geometricMean(1, Double.NaN)).isNaN();
    }

    @Test
    void zeroHasNoMinusSign() {
        assertThat(Numbers.format("%.1f", -0.04)).isEqualTo("0.0");
        assertThat(Numbers.format("%.1f", -0.06)).isEqualTo("-0.1");
    }
}
