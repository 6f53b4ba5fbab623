// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.security.ProtectionDomain;

/**
 * {@code jdk.internal.misc.Unsafe} for the tracer. The compiler may not name that class, and by reflection a call costs
 * 40 ms on JDK 25 the first time: so the implementation is a template.
 */
abstract class UnsafeAccess {
    private static UnsafeAccess instance;

    static UnsafeAccess instance() {
        return instance;
    }

    /** Called when the class made from the template is initialised. */
    static void install(UnsafeAccess access) {
        instance = access;
    }

    abstract Class<?> defineClass(
            String name, byte[] bytes, int offset, int length, ClassLoader loader, ProtectionDomain domain);

    abstract Object allocateInstance(Class<?> type) throws InstantiationException;
}
