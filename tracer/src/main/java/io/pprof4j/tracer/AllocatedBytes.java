// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;

/** The JVM's own count of allocated bytes, from com.sun.management.ThreadMXBean. */
final class AllocatedBytes {
    private AllocatedBytes() {}

    /** Bytes allocated by the current thread so far; -1 on a virtual thread, or if the JVM does not tell. */
    static long ofCurrentThread() {
        return Holder.BEAN == null ? -1 : Holder.BEAN.getCurrentThreadAllocatedBytes();
    }

    /** Bytes allocated by all threads of this JVM, dead ones too; -1 before JDK 17.0.11. */
    static long ofAllThreads() {
        if (Holder.BEAN == null) {
            return -1;
        }
        try {
            Method total = com.sun.management.ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
            return (long) total.invoke(Holder.BEAN);
        } catch (ReflectiveOperationException | RuntimeException olderJdk) {
            return -1;
        }
    }

    /** Loaded at first use; a JVM without the management modules has none. */
    private static final class Holder {
        private static final com.sun.management.ThreadMXBean BEAN = find();

        private static com.sun.management.ThreadMXBean find() {
            try {
                com.sun.management.ThreadMXBean bean =
                        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
                return bean.isThreadAllocatedMemorySupported() && bean.isThreadAllocatedMemoryEnabled() ? bean : null;
            } catch (LinkageError | RuntimeException absent) {
                return null;
            }
        }
    }
}
