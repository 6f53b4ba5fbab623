// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of {@link MemStats} under the names of Go's {@code runtime/metrics}, for whatever collects metrics. Names
 * stay the same from version to version. Thread-safe.
 */
public final class Metrics {

    private static final double NANOS = 1e9;

    private Metrics() {}

    /**
     * Reads all metrics now, at the cost of {@link MemStats#read()}; never stops the program.
     *
     * @return value by name, {@code /path:unit}, in the order of names; unmodifiable. Totals, which only grow, are those
     *     that Go has as such. A value is 0 where {@code MemStats} says so
     */
    public static SortedMap<String, Double> read() {
        return of(
                MemStats.read(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                Runtime.getRuntime().availableProcessors());
    }

    static SortedMap<String, Double> of(MemStats stats, int threads, int processors) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("/gc/cycles/forced:gc-cycles", (double) stats.numForcedGC());
        metrics.put("/gc/cycles/total:gc-cycles", (double) stats.numGC());
        metrics.put("/gc/heap/allocs:bytes", (double) stats.totalAlloc());
        metrics.put("/gc/heap/allocs:objects", (double) stats.mallocs());
        metrics.put("/gc/heap/frees:objects", (double) stats.frees());
        metrics.put("/gc/heap/goal:bytes", (double) stats.nextGC());
        metrics.put("/gc/heap/objects:objects", (double) stats.heapObjects());
        metrics.put("/memory/classes/heap/free:bytes", (double) stats.heapIdle());
        metrics.put("/memory/classes/heap/objects:bytes", (double) stats.heapInuse());
        metrics.put("/memory/classes/metadata/mcache/inuse:bytes", (double) stats.mCacheInuse());
        metrics.put("/memory/classes/metadata/mspan/inuse:bytes", (double) stats.mSpanInuse());
        metrics.put("/memory/classes/metadata/other:bytes", (double) stats.gcSys());
        metrics.put("/memory/classes/os-stacks:bytes", (double) stats.stackSys());
        metrics.put("/memory/classes/other:bytes", (double) stats.otherSys());
        metrics.put("/memory/classes/profiling/buckets:bytes", (double) stats.buckHashSys());
        metrics.put("/memory/classes/total:bytes", (double) stats.sys());
        metrics.put("/sched/gomaxprocs:threads", (double) processors);
        metrics.put("/sched/goroutines:goroutines", (double) threads);
        metrics.put("/sched/pauses/total/gc:seconds", stats.pauseTotalNs() / NANOS);
        return Collections.unmodifiableSortedMap(metrics);
    }
}
