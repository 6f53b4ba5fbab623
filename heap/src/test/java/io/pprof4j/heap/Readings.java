// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.memstats.MemStats;
import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Hand-made readings: three sites of one small application. */
final class Readings {

    static final long RATE = 524_288;

    static final List<StackTraceElement> PUT = List.of(
            frame("com.acme.cache.Cache", "newEntry", "Cache.java", 31),
            frame("com.acme.cache.Cache", "put", "Cache.java", 42),
            frame("com.acme.Main", "main", "Main.java", 7));
    static final List<StackTraceElement> FILL =
            List.of(frame("com.acme.Main", "fill", "Main.java", 19), frame("com.acme.Main", "main", "Main.java", 8));
    static final List<StackTraceElement> NATIVE = List.of(
            new StackTraceElement("java.lang.Thread", "getThreads", null, -2),
            frame("com.acme.Main", "main", "Main.java", 9));

    static final SiteCounts LIVE = new SiteCounts(PUT, "com.acme.cache.Cache$Entry", 1024, RATE, 3, 1);
    static final SiteCounts DEAD = new SiteCounts(FILL, "byte[]", 4096, RATE, 5, 0);
    static final SiteCounts BIG = new SiteCounts(NATIVE, "java.lang.Thread[]", 10_000_000, RATE, 2, 1);

    /** Arrays that were counted, of whatever sizes. */
    static final SiteCounts COUNTED =
            new SiteCounts(FILL.subList(0, 1), "byte[]", SiteCounts.MANY_SIZES, 1, 7, 100_000_016, 0, List.of());

    private Readings() {}

    static RecorderSnapshot counted(long lost, SiteCounts... sites) {
        return new RecorderSnapshot(true, 1, 0, 1, lost, 200_000_032, 0, 0, 0, false, false, List.of(sites));
    }

    static StackTraceElement frame(String className, String method, String file, int line) {
        return new StackTraceElement(className, method, file, line);
    }

    static RecorderSnapshot snapshot(SiteCounts... sites) {
        return new RecorderSnapshot(true, RATE, 4, 1, 0, -1, 0, 0, List.of(sites));
    }

    static RecorderSnapshot snapshotAtRate(long rate, SiteCounts... sites) {
        return new RecorderSnapshot(true, rate, 4, 1, 0, -1, 0, 0, List.of(sites));
    }

    static HeapReading reading(SiteCounts... sites) {
        return HeapReading.of(Optional.of(stats()), snapshot(sites));
    }

    static HeapReading reading(RecorderSnapshot snapshot) {
        return HeapReading.of(Optional.of(stats()), snapshot);
    }

    static MemStats stats() {
        return new MemStats(
                /* alloc= */ 5_000_000,
                /* totalAlloc= */ 123_456_789,
                /* sys= */ 8_000_000 + 410_000 + 520_000 + 630_000 + 74_000 + 85_000 + 96_000,
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
                /* pauseNs= */ LongStream.range(0, 256).toArray(),
                /* pauseEnd= */ LongStream.range(0, 256).toArray(),
                /* numGC= */ 300,
                /* numForcedGC= */ 4,
                /* gcCPUFraction= */ 0.25,
                /* enableGC= */ true,
                /* debugGC= */ false,
                /* maxRSS= */ 77_000_704,
                /* bySize= */ List.of(),
                /* objectsEstimated= */ true);
    }
}
