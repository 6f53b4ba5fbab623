// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.recorder.RecorderLink;
import java.util.function.LongSupplier;

/**
 * A garbage collection on request, Go's {@code runtime.GC()}, with proof that it took place: the JVM is free to ignore
 * {@code System.gc()}. Thread-safe.
 */
public final class RequestedCollection {

    private static final int ATTEMPTS = 2;

    private RequestedCollection() {}

    /**
     * Runs a full garbage collection, so that in-use of a profile that is read afterwards is exact. Returns when it is
     * over, which takes as long as the heap is large. Without recorded allocations there is none.
     *
     * @return false if the JVM refused ({@code -XX:+DisableExplicitGC}), in which case in-use is as of an earlier one
     */
    public static boolean run() {
        long[] entered = RecorderLink.enter();
        try {
            return RecorderLink.collections() < 0 || run(System::gc, RecorderLink::collections);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /**
     * Asks for a collection, twice if the first request shows no effect.
     *
     * @param gc requests a collection and returns when it is over
     * @param collections the number of collections that the recorder has seen
     * @return whether the number has risen
     */
    static boolean run(Runnable gc, LongSupplier collections) {
        long before = collections.getAsLong();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            gc.run();
            if (collections.getAsLong() > before) {
                return true;
            }
        }
        return false;
    }
}
