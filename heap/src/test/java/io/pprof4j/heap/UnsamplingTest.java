// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pprof4j.heap.Unsampling.Estimate;
import org.junit.jupiter.api.Test;

class UnsamplingTest {

    @Test
    void scalesAsGoDoes() {
        Estimate scaled = Unsampling.scale(1, 1024, 524_288);

        assertThat(scaled.objects()).isCloseTo(512, within(1L));
        assertThat(scaled.bytes()).isCloseTo(524_800, within(1L));
    }

    @Test
    void agreesWithGosOwnTestOfAHeapProfile() {
        // Go's src/runtime/pprof/protomem_test.go, TestConvertMemProfile.
        assertThat(Unsampling.scale(4, 1024, 512 * 1024)).isEqualTo(new Estimate(2050, 2_099_200));
        assertThat(Unsampling.scale(3, 1024, 512 * 1024)).isEqualTo(new Estimate(1537, 1_574_400));
        assertThat(Unsampling.scale(1, 512 * 1024, 512 * 1024)).isEqualTo(new Estimate(1, 829_411));
    }

    @Test
    void leavesExactCountsAlone() {
        assertThat(Unsampling.scale(7, 24, 1)).isEqualTo(new Estimate(7, 168));
        assertThat(Unsampling.scale(7, 24, 0)).isEqualTo(new Estimate(7, 168));
    }

    @Test
    void nothingStandsForNothing() {
        assertThat(Unsampling.scale(0, 1024, 524_288)).isEqualTo(new Estimate(0, 0));
        assertThat(Unsampling.scale(3, 0, 524_288)).isEqualTo(new Estimate(0, 0));
        assertThat(Unsampling.scale(0, 1024, 1)).isEqualTo(new Estimate(0, 0));
    }

    @Test
    void anObjectMuchLargerThanTheRateStandsForItself() {
        assertThat(Unsampling.scale(2, 1L << 30, 524_288)).isEqualTo(new Estimate(2, 2L << 30));
    }

    @Test
    void keepsItsPrecisionForTinyObjectsAndHugeRates() {
        Estimate scaled = Unsampling.scale(1, 16, 1L << 40);

        // 1/(1-exp(-x)) = 1/x + 1/2 + x/12 ...
        assertThat(scaled.objects()).isEqualTo(1L << 36);
        assertThat(scaled.bytes()).isEqualTo((1L << 40) + 8);
    }
}
