// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.security.ProtectionDomain;

/** See {@link UnsafeAccess}: {@link Unsafe} gives way to the JDK's. */
final class UnsafeTemplate extends UnsafeAccess {
    static {
        install(new UnsafeTemplate());
    }

    @Override
    Class<?> defineClass(
            String name, byte[] bytes, int offset, int length, ClassLoader loader, ProtectionDomain domain) {
        return Unsafe.getUnsafe().defineClass(name, bytes, offset, length, loader, domain);
    }

    @Override
    Object allocateInstance(Class<?> type) throws InstantiationException {
        return Unsafe.getUnsafe().allocateInstance(type);
    }

    /** Methods of jdk.internal.misc.Unsafe. */
    abstract static class Unsafe {
        static Unsafe getUnsafe() {
            return null;
        }

        abstract Class<?> defineClass(
                String name, byte[] bytes, int offset, int length, ClassLoader loader, ProtectionDomain domain);

        abstract Object allocateInstance(Class<?> type) throws InstantiationException;
    }
}
