// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** Puts one reading of every MXBean into a {@link MemStats}. */
final class MemStatsReader {

    private MemStatsReader() {}

    static MemStats read() {
        // First what this method itself disturbs by allocating, as Go reads MemStats before it builds a profile.
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long totalAlloc = HotSpotBeans.totalAllocatedBytes();
        long stackBytes = ManagementFactory.getThreadMXBean().getThreadCount() * HotSpotBeans.THREAD_STACK_BYTES;
        return assemble(heap, totalAlloc, stackBytes, MemoryPools.read(), CollectorBeans.read());
    }

    /** One argument a line, in the order of the record; a bare 0 is a sentinel, explained at its field. */
    private static MemStats assemble(
            MemoryUsage heap, long totalAlloc, long stackBytes, MemoryPools pools, CollectorBeans collectors) {
        return new MemStats(
                /* alloc= */ heap.getUsed(),
                totalAlloc,
                /* sys= */ heap.getCommitted() + stackBytes + pools.nonHeapCommitted(),
                /* lookups= */ 0,
                /* mallocs= */ 0,
                /* frees= */ 0,
                /* heapAlloc= */ heap.getUsed(),
                /* heapSys= */ heap.getCommitted(),
                /* heapIdle= */ heap.getCommitted() - heap.getUsed(),
                /* heapInuse= */ heap.getUsed(),
                /* heapReleased= */ 0,
                /* heapObjects= */ 0,
                /* stackInuse= */ stackBytes,
                /* stackSys= */ stackBytes,
                /* mSpanInuse= */ pools.metaspaceUsed(),
                /* mSpanSys= */ pools.metaspaceCommitted(),
                /* mCacheInuse= */ pools.codeUsed(),
                /* mCacheSys= */ pools.codeCommitted(),
                /* buckHashSys= */ 0,
                /* gcSys= */ 0,
                /* otherSys= */ pools.otherCommitted(),
                /* nextGC= */ pools.nextGC(),
                /* lastGC= */ collectors.lastGC(),
                /* pauseTotalNs= */ collectors.pauseTotalNs(),
                /* pauseNs= */ collectors.pauseNs(),
                /* pauseEnd= */ collectors.pauseEnd(),
                /* numGC= */ collectors.numGC(),
                /* numForcedGC= */ 0,
                /* gcCPUFraction= */ collectors.pausedFraction(),
                /* enableGC= */ true,
                /* debugGC= */ false,
                /* maxRSS= */ ProcessMemory.maxRssBytes());
    }
}
