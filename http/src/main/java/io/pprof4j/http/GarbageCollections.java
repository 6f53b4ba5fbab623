// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.heap.RequestedCollection;
import java.util.function.BooleanSupplier;

/** The collections that clients ask for with {@code gc=1}. Those that wait while one runs share the next one. */
final class GarbageCollections {
    private final BooleanSupplier collector;
    /** Guarded by this. */
    private long lastBegan;

    private boolean lastWorked;
    private boolean any;

    /** @param collector runs a collection and says whether it took place */
    GarbageCollections(BooleanSupplier collector) {
        this.collector = collector;
    }

    static GarbageCollections ofThisProcess() {
        return new GarbageCollections(RequestedCollection::run);
    }

    /**
     * Returns when a collection is over that began after the request came.
     *
     * @param arrivedNanos when that was, by System.nanoTime
     * @return whether there was one
     */
    synchronized boolean run(long arrivedNanos) {
        if (!any || lastBegan - arrivedNanos < 0) {
            lastBegan = System.nanoTime();
            lastWorked = collector.getAsBoolean();
            any = true;
        }
        return lastWorked;
    }
}
