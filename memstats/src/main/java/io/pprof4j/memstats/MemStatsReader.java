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
        return assemble(
                heap, totalAlloc, MemoryPools.read(), NativeParts.read(), GcReading.read(), ObjectCounters.count());
    }

    /** One argument a line, in the order of the record; a bare 0 is a sentinel, explained at its field. */
    private static MemStats assemble(
            MemoryUsage heap,
            long totalAlloc,
            MemoryPools pools,
            NativeParts parts,
            GcReading collections,
            ObjectCounts objects) {
        long otherSys = parts.tracked() ? parts.other() : pools.otherCommitted();
        return new MemStats(
                /* alloc= */ heap.getUsed(),
                totalAlloc,
                /* sys= */ heap.getCommitted()
                        + parts.stackSys()
                        + pools.metaspaceCommitted()
                        + pools.codeCommitted()
                        + objects.tableBytes()
                        + parts.gc()
                        + otherSys,
                /* lookups= */ 0,
                objects.mallocs(),
                objects.frees(),
                /* heapAlloc= */ heap.getUsed(),
                /* heapSys= */ heap.getCommitted(),
                /* heapIdle= */ heap.getCommitted() - heap.getUsed(),
                /* heapInuse= */ heap.getUsed(),
                /* heapReleased= */ 0,
                /* heapObjects= */ objects.mallocs() - objects.frees(),
                parts.stackInuse(),
                parts.stackSys(),
                /* mSpanInuse= */ pools.metaspaceUsed(),
                /* mSpanSys= */ pools.metaspaceCommitted(),
                /* mCacheInuse= */ pools.codeUsed(),
                /* mCacheSys= */ pools.codeCommitted(),
                /* buckHashSys= */ objects.tableBytes(),
                /* gcSys= */ parts.gc(),
                otherSys,
                pools.nextGC(),
                collections.lastGC(),
                collections.pauseTotalNs(),
                collections.pauseNs(),
                collections.pauseEnd(),
                collections.numGC(),
                collections.numForcedGC(),
                collections.gcCPUFraction(),
                /* enableGC= */ true,
                /* debugGC= */ false,
                /* maxRSS= */ ProcessMemory.maxRssBytes(),
                objects.bySize(),
                objects.estimated());
    }
}
