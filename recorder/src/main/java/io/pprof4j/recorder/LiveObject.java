// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.ref.WeakReference;

/** A recorded object that may still be alive. {@code weight} and {@code next} belong to {@link LiveObjects}. */
final class LiveObject extends WeakReference<Object> {
    private final AllocationSite site;
    private final int collection;
    int weight;
    LiveObject next;

    /** @param collection the {@link CollectionClock} when the object was allocated */
    LiveObject(Object object, AllocationSite site, int collection, int weight) {
        super(object);
        this.site = site;
        this.collection = collection;
        this.weight = weight;
    }

    AllocationSite site() {
        return site;
    }

    int collection() {
        return collection;
    }

    boolean isDead() {
        return refersTo(null);
    }
}
