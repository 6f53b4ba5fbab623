// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Bytes allocated by the current thread so far, from com.sun.management.ThreadMXBean; -1 on a virtual thread, or if the
 * JVM does not tell. A template, see {@link AllocatedBytes}.
 */
final class ThreadBytesTemplate implements LongSupplier {
    /** Null if there is none. */
    static final AllocatedBytes.Bean BEAN = find();

    @Override
    public long getAsLong() {
        try {
            return BEAN == null ? -1 : BEAN.getCurrentThreadAllocatedBytes();
        } catch (LinkageError noManagementModule) {
            return -1;
        }
    }

    private static AllocatedBytes.Bean find() {
        AllocatedBytes.Bean bean;
        try {
            Class.forName("com.sun.management.internal.PlatformMBeanProviderImpl");
            bean = new AllocatedBytes.BeanClass(AllocatedBytes.Factory.getVMManagement());
        } catch (LinkageError | ClassNotFoundException hidden) {
            bean = (AllocatedBytes.Bean) (Object) ManagementFactory.getThreadMXBean();
        }
        return bean.isThreadAllocatedMemorySupported() && bean.isThreadAllocatedMemoryEnabled() ? bean : null;
    }
}
