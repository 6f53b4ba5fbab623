// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.recorder.SiteCounts;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one construct after the other and prints what the whole JVM has counted meanwhile: {@code CountedConstructs
 * threads warmUps repetitions}. Its own waiting allocates nothing.
 */
@SuppressWarnings("ThreadPriorityCheck") // what waits otherwise, allocates
final class CountedConstructs {
    static final Class<?>[] CLASSES = {ObjectConstructs.class, ArrayConstructs.class, LibraryConstructs.class};
    private static final Runnable[][] ALL = {ObjectConstructs.ALL, ArrayConstructs.ALL, LibraryConstructs.ALL};

    private static final AtomicInteger DONE = new AtomicInteger();
    private static final AtomicInteger TURN = new AtomicInteger();
    private static volatile Runnable task;
    private static volatile int repetitions;

    private CountedConstructs() {}

    /** A line {@code class index function line type objects bytes} for each site that counted anything. */
    public static void main(String[] args) {
        int threads = Integer.parseInt(args[0]);
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(CountedConstructs::work);
            worker.setDaemon(true);
            worker.start();
        }
        // The JVM compiles a method handle at its 128th call, such as those on the way to the recorder.
        for (int i = 0; i < 150; i++) {
            counts();
        }
        for (int kind = 0; kind < ALL.length; kind++) {
            for (int i = 0; i < ALL[kind].length; i++) {
                onAllThreads(threads, ALL[kind][i], Integer.parseInt(args[1]));
                Map<String, long[]> before = counts();
                onAllThreads(threads, ALL[kind][i], Integer.parseInt(args[2]));
                Map<String, long[]> after = counts();
                print(kind + " " + i, before, after);
            }
        }
    }

    private static void work() {
        for (int next = 1; ; next++) {
            while (TURN.get() < next) {
                Thread.yield();
            }
            for (int i = 0; i < repetitions; i++) {
                task.run();
            }
            DONE.incrementAndGet();
        }
    }

    private static void onAllThreads(int threads, Runnable construct, int times) {
        task = construct;
        repetitions = times;
        DONE.set(0);
        TURN.incrementAndGet();
        while (DONE.get() < threads) {
            Thread.yield();
        }
    }

    private static Map<String, long[]> counts() {
        long[] entered = RecorderLink.enter();
        try {
            Map<String, long[]> counts = new HashMap<>();
            for (SiteCounts site : RecorderLink.snapshot().sites()) {
                StackTraceElement frame = site.stack().get(0);
                String key = frame.getClassName() + "." + frame.getMethodName() + " " + frame.getLineNumber() + " "
                        + site.type();
                long[] sum = counts.computeIfAbsent(key, k -> new long[2]);
                sum[0] += site.allocObjects();
                sum[1] += site.allocBytes();
            }
            return counts;
        } finally {
            RecorderLink.leave(entered);
        }
    }

    private static void print(String construct, Map<String, long[]> before, Map<String, long[]> after) {
        after.forEach((site, sum) -> {
            long[] earlier = before.getOrDefault(site, new long[2]);
            if (sum[0] != earlier[0]) {
                System.out.println(construct + " " + site + " " + (sum[0] - earlier[0]) + " " + (sum[1] - earlier[1]));
            }
        });
    }
}
