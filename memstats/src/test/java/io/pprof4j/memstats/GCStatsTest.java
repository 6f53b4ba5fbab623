// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GCStatsTest {

    @Test
    void theNewestPauseIsFirst() {
        long[] pauses = new long[256];
        long[] ends = new long[256];
        for (int i = 0; i < 256; i++) {
            pauses[i] = i;
            ends[i] = 1_000L + i;
        }
        GCStats stats = GCStats.of(new GcReading(300, 9, 10_000, pauses, ends, 0, 0));

        assertThat(stats.pause()).hasSize(256).startsWith(43, 42).endsWith(45, 44);
        assertThat(stats.pauseEnd()).startsWith(1_043, 1_042);
    }

    @Test
    void onlyWhatIsKnownIsThere() {
        long[] ends = new long[256];
        ends[2] = 7;
        GCStats stats = GCStats.of(new GcReading(3, 7, 10_000, new long[256], ends, 0, 0));

        assertThat(stats.pause()).containsExactly(0);
        assertThat(stats.pauseEnd()).containsExactly(7);
    }

    @Test
    void quantilesRunFromMinimumToMaximum() {
        GCStats stats = stats(50, 10, 40, 20, 30);

        assertThat(stats.pauseQuantiles(5)).containsExactly(10, 20, 30, 40, 50);
        assertThat(stats.pauseQuantiles(2)).containsExactly(10, 50);
    }

    @Test
    void quantilesOfNothingAreZero() {
        assertThat(stats().pauseQuantiles(5)).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void oneQuantileIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stats(1).pauseQuantiles(1))
                .withMessage("1 quantiles: must be at least 2, the minimum and the maximum");
    }

    @Test
    void comparesByContent() {
        assertThat(stats(1, 2))
                .isEqualTo(stats(1, 2))
                .hasSameHashCodeAs(stats(1, 2))
                .isNotEqualTo(stats(1, 3));
    }

    @Test
    void readsThisJvm() {
        System.gc();

        assertThat(GCStats.read().numGC()).isPositive();
    }

    private static GCStats stats(long... pauses) {
        return new GCStats(1, pauses.length, 100, pauses, new long[pauses.length]);
    }
}
