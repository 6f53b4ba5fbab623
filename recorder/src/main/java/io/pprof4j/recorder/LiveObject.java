// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.ref.WeakReference;

/** A recorded object that may still be alive. The fields that are not private belong to {@link LiveObjects}. */
class LiveObject extends WeakReference<Object> {
    private final AllocationSite site;
    private final int collection;
    private final int scale;
    int weight;
    boolean survived;
    LiveObject next;

    /**
     * Follows an object.
     *
     * @param collection the {@link CollectionClock} when the object was allocated
     * @param scale see {@link Survival}
     * @param weight of the table when it was admitted
     */
    LiveObject(Object object, AllocationSite site, int collection, int scale, int weight) {
        super(object);
        this.scale = scale;
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

    int scale() {
        return scale;
    }

    /** Recorded objects that this one stands for. */
    long count() {
        return (long) scale * weight;
    }

    /** The object is dead, and this is forgotten. */
    void foundDead() {}

    boolean isDead() {
        return refersTo(null);
    }
}
