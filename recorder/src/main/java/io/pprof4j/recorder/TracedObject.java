// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/** A recorded object whose death the allocation trace is told. A class of its own, so that all others are smaller. */
final class TracedObject extends LiveObject {
    private final TraceRing trace;
    private final long id;

    TracedObject(Object object, AllocationSite site, int collection, int scale, int weight, TraceRing trace, long id) {
        super(object, site, collection, scale, weight);
        this.trace = trace;
        this.id = id;
    }

    @Override
    void foundDead() {
        trace.freed(id, site().sizeBytes());
    }
}
