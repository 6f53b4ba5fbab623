// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.memstats.MemStats;
import io.pprof4j.memstats.PauseTracking;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Makes collections with something to do, and prints what MemStats says about them. */
final class PauseProgram {
    private static final int KEPT = 1 << 18;
    private static final int ALLOCATED = 12_000_000;
    private static final long DEADLINE_NANOS = 30_000_000_000L;
    private static final Object[] RING = new Object[KEPT];

    private PauseProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        PauseTracking.start();
        for (int i = 0; i < ALLOCATED; i++) {
            RING[i & (KEPT - 1)] = new long[i & 15];
        }
        System.gc();
        MemStats stats = MemStats.read();
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (stats.numForcedGC() == 0 && System.nanoTime() < deadline) {
            Thread.sleep(10);
            stats = MemStats.read();
        }
        System.out.println("numGC " + stats.numGC());
        System.out.println("numForcedGC " + stats.numForcedGC());
        System.out.println("pauseTotalNs " + stats.pauseTotalNs());
        System.out.println("pauseNs " + print(stats.pauseNs()));
        System.out.println("pauseEnd " + print(stats.pauseEnd()));
    }

    private static String print(long... values) {
        return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }
}
