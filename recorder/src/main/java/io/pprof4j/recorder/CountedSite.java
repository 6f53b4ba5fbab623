// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.HashMap;
import java.util.Map;

/** A place in the code that allocates: one instruction, or several of the same kind and type on one line. */
final class CountedSite {
    private final StackTraceElement frame;
    private final TypeTable.Entry instances;
    private final String arrays;
    private final Map<String, Known> byType;

    private CountedSite(StackTraceElement frame, TypeTable.Entry instances, String arrays, Map<String, Known> byType) {
        this.frame = frame;
        this.instances = instances;
        this.arrays = arrays;
        this.byType = byType;
    }

    static CountedSite ofInstances(StackTraceElement frame, TypeTable.Entry type) {
        return new CountedSite(frame, type, null, null);
    }

    static CountedSite ofArrays(StackTraceElement frame, String type) {
        return new CountedSite(frame, null, type, null);
    }

    static CountedSite ofManyTypes(StackTraceElement frame) {
        return new CountedSite(frame, null, null, new HashMap<>());
    }

    /** A type that was met here; types of one name can have several sizes. */
    private record Known(AllocatedType type, int counter, Known next) {}

    /** The counter's description, if the type is known from the code. */
    Counter counter(ObjectSizes sizes) throws ClassNotFoundException {
        return new Counter(frame, instances != null ? instances.type(sizes) : new AllocatedType(arrays, 0));
    }

    /** The counter for a type that is known only now. The caller holds the lock. */
    int counter(AllocatedType type, Counters counters) {
        Known first = byType.get(type.name());
        for (Known known = first; known != null; known = known.next) {
            if (known.type.instanceBytes() == type.instanceBytes()) {
                return known.counter;
            }
        }
        int counter = counters.add(new Counter(frame, type));
        byType.put(type.name(), new Known(type, counter, first));
        return counter;
    }
}
