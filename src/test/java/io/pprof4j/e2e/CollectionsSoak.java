// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.memstats.MemStats;
import io.pprof4j.memstats.PauseTracking;

/** 10,000 collections and 1,000 threads, and how much of the heap is in use at a tenth of them and at the end. */
final class CollectionsSoak {
    private static final int ROUNDS = 10_000;
    static volatile Object sink;

    private CollectionsSoak() {}

    public static void main(String[] arguments) throws InterruptedException {
        PauseTracking.start();
        long early = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            System.gc();
            if (round % 10 == 0) {
                Thread thread = new Thread(() -> sink = MemStats.read());
                thread.start();
                thread.join();
            }
            if (round == ROUNDS / 10) {
                early = used();
            }
        }
        System.out.println("grown " + (used() - early));
        System.out.println("collections " + MemStats.read().numGC());
    }

    private static long used() {
        sink = null;
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
