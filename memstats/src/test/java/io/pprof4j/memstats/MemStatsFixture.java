// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import io.pprof4j.memstats.MemStats.BySize;
import java.util.List;
import java.util.stream.LongStream;

/** A hand-made {@link MemStats} in which no two fields are the same unless they must be. */
final class MemStatsFixture {

    static final long SYS = 8_000_000 + 410_000 + 520_000 + 630_000 + 74_000 + 85_000 + 96_000;

    static final MemStats STATS = stats(SYS, 0.000123);

    private MemStatsFixture() {}

    static MemStats stats(long sys, double gcCPUFraction) {
        return new MemStats(
                /* alloc= */ 5_000_000,
                /* totalAlloc= */ 123_456_789_012L,
                sys,
                /* lookups= */ 7,
                /* mallocs= */ 90_000,
                /* frees= */ 30_000,
                /* heapAlloc= */ 5_000_000,
                /* heapSys= */ 8_000_000,
                /* heapIdle= */ 2_000_000,
                /* heapInuse= */ 6_000_000,
                /* heapReleased= */ 1_000_000,
                /* heapObjects= */ 60_000,
                /* stackInuse= */ 400_000,
                /* stackSys= */ 410_000,
                /* mSpanInuse= */ 500_000,
                /* mSpanSys= */ 520_000,
                /* mCacheInuse= */ 600_000,
                /* mCacheSys= */ 630_000,
                /* buckHashSys= */ 74_000,
                /* gcSys= */ 85_000,
                /* otherSys= */ 96_000,
                /* nextGC= */ 9_000_000,
                /* lastGC= */ 1_700_000_000_123_456_789L,
                /* pauseTotalNs= */ 33_000_000,
                /* pauseNs= */ LongStream.range(0, 256).map(i -> i * 1_000).toArray(),
                /* pauseEnd= */ LongStream.range(0, 256)
                        .map(i -> 1_700_000_000_000_000_000L + i)
                        .toArray(),
                /* numGC= */ 300,
                /* numForcedGC= */ 4,
                gcCPUFraction,
                /* enableGC= */ true,
                /* debugGC= */ false,
                /* maxRSS= */ 77_000_704,
                /* bySize= */ List.of(new BySize(16, 80_000, 30_000), new BySize(24, 10_000, 0)),
                /* objectsEstimated= */ true);
    }
}
