// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/**
 * What the processors and threads do at one moment.
 *
 * @param uptimeMillis since the JVM started
 * @param processors available to the JVM
 * @param idleProcessors of these, what the process did not use since the reading before, rounded
 * @param cpuNanos CPU time of the process since it started; 0 if unknown
 * @param threads live platform threads
 * @param idleThreads of these, those that wait, sleep or are blocked
 * @param submissions tasks that wait for a thread of the common pool, handed in from outside
 * @param tasks tasks in the queues of the common pool's own threads
 * @param queuedVirtual virtual threads that wait for a carrier; 0 before JDK 24, which do not tell
 * @param carriers threads that carry virtual threads; likewise
 * @param mountedVirtual virtual threads that are being carried; likewise
 */
record SchedReading(
        long uptimeMillis,
        int processors,
        int idleProcessors,
        long cpuNanos,
        int threads,
        int idleThreads,
        long submissions,
        long tasks,
        long queuedVirtual,
        long carriers,
        long mountedVirtual) {

    /** The reading to compare the first with: the whole life of the JVM. */
    static SchedReading first() {
        return new SchedReading(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    static SchedReading after(SchedReading before) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long idle = allThreads().stream()
                .filter(info -> info.getThreadState() != Thread.State.RUNNABLE)
                .count();
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
        long cpu = HotSpotBeans.processCpuNanos();
        int processors = Runtime.getRuntime().availableProcessors();
        ForkJoinPool pool = ForkJoinPool.commonPool();
        return new SchedReading(
                uptime,
                processors,
                idle(processors, cpu - before.cpuNanos, uptime - before.uptimeMillis),
                cpu,
                threads.getThreadCount(),
                (int) idle,
                pool.getQueuedSubmissionCount(),
                pool.getQueuedTaskCount(),
                VirtualThreads.queued(),
                VirtualThreads.carriers(),
                VirtualThreads.mounted());
    }

    static int idle(int processors, long cpuNanos, long millis) {
        long busy = Math.round(cpuNanos / (Math.max(1, millis) * 1e6));
        return (int) Math.max(0, Math.min(processors, processors - busy));
    }

    /** Live platform threads; one that ends meanwhile is missing. Takes no stacks, so nothing is stopped. */
    static List<ThreadInfo> allThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .toList();
    }
}
