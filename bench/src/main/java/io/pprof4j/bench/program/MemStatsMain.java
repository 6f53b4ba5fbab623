// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.bench.Spread;
import io.pprof4j.memstats.MemStats;
import io.pprof4j.memstats.PauseTracking;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What {@code MemStats.read()} costs, and what it costs to follow collections. Started by hand, with any collector:
 * {@code java -cp bench/target/classes:dist/target/pprof4j.jar io.pprof4j.bench.program.MemStatsMain}.
 */
public final class MemStatsMain {
    private static final int READS = 20_000;
    private static final int ROUNDS = 11;
    private static final int ALLOCATIONS = 100_000;
    private static final Object[] RING = new Object[1 << 12];
    static volatile Object sink;

    private MemStatsMain() {}

    public static void main(String[] arguments) {
        PauseTracking.start();
        long[] nanos = new long[READS];
        for (int i = 0; i < READS; i++) {
            long began = System.nanoTime();
            sink = MemStats.read();
            nanos[i] = System.nanoTime() - began;
        }
        long[] warm = Arrays.copyOfRange(nanos, READS / 2, READS);
        Arrays.sort(warm);
        System.out.printf(
                "MemStats.read(): median %.1f us, 99 %% %.1f us%n",
                warm[warm.length / 2] / 1e3, warm[warm.length * 99 / 100] / 1e3);
        double[] ratios = new double[ROUNDS];
        long collections = 0;
        for (int round = -2; round < ROUNDS; round++) {
            PauseTracking.stop();
            double off = work();
            PauseTracking.start();
            long before = collections();
            double on = work();
            collections = collections() - before;
            if (round >= 0) {
                ratios[round] = on / off;
            }
        }
        System.out.printf(
                "CPU time with tracking by without: %s, at %d collections a round%n",
                Spread.of(ratios).format("%.4f"), collections);
    }

    /** CPU time of the process, the notification thread's with it. */
    private static double work() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long began = system.getProcessCpuTime();
        for (int i = 0; i < ALLOCATIONS; i++) {
            RING[i & RING.length - 1] = new byte[8 << 10];
        }
        return system.getProcessCpuTime() - began;
    }

    private static long collections() {
        return MemStats.read().numGC();
    }
}
