// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemStatsTest {

    private static final long MIB = 1L << 20;

    private static volatile byte[] escape;

    @Test
    void sumsHold() {
        MemStats stats = MemStats.read();

        assertThat(stats.sys())
                .isEqualTo(stats.heapSys()
                        + stats.stackSys()
                        + stats.mSpanSys()
                        + stats.mCacheSys()
                        + stats.buckHashSys()
                        + stats.gcSys()
                        + stats.otherSys());
        assertThat(stats.heapSys()).isEqualTo(stats.heapIdle() + stats.heapInuse());
        assertThat(stats.heapAlloc()).isEqualTo(stats.alloc());
        assertThat(stats.heapObjects()).isEqualTo(stats.mallocs() - stats.frees());
    }

    @Test
    void everyHotSpotTellsTheseSizes() {
        System.gc(); // G1 says 0 bytes used until it has filled a region
        MemStats stats = MemStats.read();

        assertThat(stats.alloc()).isPositive();
        assertThat(stats.heapSys()).isGreaterThanOrEqualTo(stats.heapInuse());
        assertThat(stats.mSpanInuse()).isPositive().isLessThanOrEqualTo(stats.mSpanSys());
        assertThat(stats.mCacheInuse()).isPositive().isLessThanOrEqualTo(stats.mCacheSys());
        assertThat(stats.stackSys()).isGreaterThan(MIB);
        assertThat(stats.gcCPUFraction()).isBetween(0.0, 1.0);
        assertThat(stats.enableGC()).isTrue();
    }

    @Test
    void directBuffersAreOtherMemory() {
        long before = MemStats.read().otherSys();
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) (8 * MIB));

        assertThat(MemStats.read().otherSys() - before).isGreaterThanOrEqualTo(buffer.capacity());
    }

    @Test
    void totalAllocGrowsByWhatIsAllocated() {
        long before = MemStats.read().totalAlloc();
        assertThat(allocate100MiB()).isEqualTo(100 * MIB);

        assertThat(MemStats.read().totalAlloc() - before).isBetween(100 * MIB, 150 * MIB);
    }

    private static long allocate100MiB() {
        long bytes = 0;
        for (int i = 0; i < 100; i++) {
            escape = new byte[(int) MIB];
            bytes += escape.length;
        }
        return bytes;
    }

    @Test
    void systemGcIsCountedAndDated() {
        long before = MemStats.read().numGC();
        System.gc();
        MemStats stats = awaitCollectionAfter(before);

        Instant lastGC = Instant.ofEpochSecond(0, stats.lastGC());
        assertThat(stats.numGC()).isGreaterThan(before);
        assertThat(lastGC)
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    /** A concurrent collector may count its cycle a little after System.gc() has returned. */
    private static MemStats awaitCollectionAfter(long numGC) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        MemStats stats = MemStats.read();
        while (stats.numGC() <= numGC && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            stats = MemStats.read();
        }
        return stats;
    }

    @Test
    void newestPauseIsWhereGoPutsIt() {
        MemStats.read();
        System.gc();
        MemStats stats = MemStats.read();
        long[] ends = stats.pauseEnd();
        int newest = (int) ((stats.numGC() + 255) % 256);

        assertThat(ends[newest])
                .isPositive()
                .isEqualTo(Arrays.stream(ends).max().orElseThrow());
        assertThat(stats.pauseNs()[newest]).isPositive();
        assertThat(Arrays.stream(stats.pauseNs()).sum()).isLessThanOrEqualTo(stats.pauseTotalNs());
    }

    @Test
    void forcedCollectionsAreCounted() {
        long before = MemStats.read().numForcedGC();
        System.gc();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (MemStats.read().numForcedGC() == before && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }

        assertThat(MemStats.read().numForcedGC()).isGreaterThan(before);
    }

    @Test
    void pausesAreNoLongerThanTheJvmRuns() {
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime();

        assertThat(Duration.ofNanos(MemStats.read().pauseTotalNs())).isLessThanOrEqualTo(Duration.ofMillis(uptime + 1));
    }

    @Test
    void arraysAreCopies() {
        MemStats stats = MemStatsFixture.STATS;
        stats.pauseNs()[0] = -1;
        stats.pauseEnd()[0] = -1;

        assertThat(stats)
                .isEqualTo(MemStatsFixture.stats(MemStatsFixture.SYS, 0.000123))
                .hasSameHashCodeAs(stats);
        assertThat(stats.pauseNs()[0]).isNotNegative();
    }

    @Test
    void comparesByContent() {
        assertThat(MemStatsFixture.STATS)
                .isEqualTo(MemStatsFixture.stats(MemStatsFixture.SYS, 0.000123))
                .hasSameHashCodeAs(MemStatsFixture.stats(MemStatsFixture.SYS, 0.000123))
                .isNotEqualTo(MemStatsFixture.stats(MemStatsFixture.SYS, 0.5));
    }

    @Test
    void refusesBrokenSums() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemStatsFixture.stats(1, 0))
                .withMessage("sys is 1, must be " + MemStatsFixture.SYS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemStatsFixture.stats(MemStatsFixture.SYS, Double.NaN))
                .withMessage("gcCPUFraction is NaN, not in 0 to 1");
    }
}
