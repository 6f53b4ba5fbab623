// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.memstats.MemStats;

/** Allocates a thousand objects, drops them, and prints how MemStats saw it. */
final class CountedObjects {
    private static final int OBJECTS = 1000;
    private static final long DEADLINE_NANOS = 60_000_000_000L;
    private static final Object[] KEPT = new Object[OBJECTS];

    private CountedObjects() {}

    public static void main(String[] arguments) throws InterruptedException {
        MemStats before = MemStats.read();
        for (int i = 0; i < OBJECTS; i++) {
            KEPT[i] = new long[10];
        }
        System.gc();
        MemStats alive = MemStats.read();
        for (int i = 0; i < OBJECTS; i++) {
            KEPT[i] = null;
        }
        System.gc();
        MemStats dead = MemStats.read();
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (dead.frees() - alive.frees() < OBJECTS && System.nanoTime() < deadline) {
            Thread.sleep(10);
            dead = MemStats.read();
        }
        System.out.println("mallocs " + (alive.mallocs() - before.mallocs()));
        System.out.println("objects " + (alive.heapObjects() - before.heapObjects()));
        System.out.println("frees " + (dead.frees() - alive.frees()));
        System.out.println("left " + (dead.heapObjects() - before.heapObjects()));
        System.out.println("estimated " + dead.objectsEstimated());
        System.out.println("tables " + (dead.buckHashSys() > 0));
        System.out.println("sizes " + dead.bySize());
    }
}
