// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.function.ToLongFunction;

/** The types and sizes of objects, remembered on the classes themselves, so that no class loader is kept. Thread-safe. */
final class ObjectSizes {
    private volatile ToLongFunction<Class<?>> instanceBytes;

    private final ClassValue<AllocatedType> types = new ClassValue<>() {
        @Override
        protected AllocatedType computeValue(Class<?> type) {
            return AllocatedType.of(type, type.isArray() ? 0 : (int) instanceBytes.applyAsLong(type));
        }
    };

    /** @param instanceBytes size of an instance of a class, with header and padding, in bytes */
    ObjectSizes(ToLongFunction<Class<?>> instanceBytes) {
        this.instanceBytes = instanceBytes;
    }

    /** Lets go of the tracer that measures: nothing is recorded any more. */
    void release() {
        instanceBytes = null;
    }

    AllocatedType type(Class<?> type) {
        return types.get(type);
    }

    /** Size with header and padding, in bytes. */
    long sizeOf(Object object, AllocatedType type) {
        return type.instanceBytes() != 0 ? type.instanceBytes() : ArrayLayout.size(object.getClass(), length(object));
    }

    private static int length(Object array) {
        if (array instanceof byte[] a) {
            return a.length;
        }
        if (array instanceof Object[] a) {
            return a.length;
        }
        return java.lang.reflect.Array.getLength(array);
    }
}
