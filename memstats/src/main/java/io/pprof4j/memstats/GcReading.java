// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import io.pprof4j.memstats.CollectorBeans.Newest;
import java.lang.management.ManagementFactory;

/** What is known about collections at one moment; the components are those of {@link MemStats}. */
@SuppressWarnings("ArrayRecordComponent") // made for one MemStats, which copies them
record GcReading(
        long numGC,
        long lastGC,
        long pauseTotalNs,
        long[] pauseNs,
        long[] pauseEnd,
        long numForcedGC,
        double gcCPUFraction) {

    static GcReading read() {
        GcHistory history = PauseTracking.history();
        long numGC = CollectorBeans.count();
        // After the count, so that each counted collection's pause is in it.
        long pauseTotalNs = CollectorBeans.pauseTotalNs();
        double fraction = cpuFraction(pauseTotalNs);
        if (history == null) {
            return untracked(numGC, pauseTotalNs, CollectorBeans.newest(), fraction);
        }
        long newest = history.isBehind(numGC) ? CollectorBeans.newest().lastGC() : 0;
        GcHistory.Rings rings = history.rings(numGC, pauseTotalNs, newest);
        long lastGC = rings.lastGC() == 0 && numGC > 0 ? CollectorBeans.newest().lastGC() : rings.lastGC();
        return new GcReading(
                numGC, lastGC, pauseTotalNs, rings.pauseNs(), rings.pauseEnd(), rings.numForcedGC(), fraction);
    }

    static GcReading untracked(long numGC, long pauseTotalNs, Newest newest, double fraction) {
        long[] pauseNs = new long[MemStats.PAUSES];
        long[] pauseEnd = new long[MemStats.PAUSES];
        int slot = GcHistory.slot(numGC);
        pauseNs[slot] = newest.pauseNs();
        pauseEnd[slot] = newest.pauseEnd();
        return new GcReading(numGC, newest.lastGC(), pauseTotalNs, pauseNs, pauseEnd, 0, fraction);
    }

    /** The share that the JVM counts itself, or else the share of time that the program was stopped. */
    static double cpuFraction(long pauseTotalNs) {
        double uptimeNs = Math.max(1, ManagementFactory.getRuntimeMXBean().getUptime()) * 1e6;
        JvmCounters counters = JvmCounters.own();
        long cpuNs = counters == null ? 0 : counters.gcCpuNs();
        double share =
                cpuNs > 0 ? cpuNs / (uptimeNs * Runtime.getRuntime().availableProcessors()) : pauseTotalNs / uptimeNs;
        return Math.min(1, share);
    }
}
