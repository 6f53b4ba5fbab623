// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import java.util.function.LongSupplier;

/** A garbage collection on request, with proof that it took place: the JVM is free to ignore {@code System.gc()}. */
final class RequestedCollection {

    private static final int ATTEMPTS = 2;

    private RequestedCollection() {}

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
