// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.Method;

/**
 * What the scheduler of virtual threads says of itself, from JDK 24 on; 0 before. By reflection while 17 is the baseline,
 * and not through the platform MBean server, which the program may want to make itself.
 */
final class VirtualThreads {

    private static final Object SCHEDULER = scheduler();

    private VirtualThreads() {}

    /** Virtual threads that wait for a carrier. */
    static long queued() {
        return get("getQueuedVirtualThreadCount");
    }

    /** Threads that carry virtual threads. */
    static long carriers() {
        return get("getPoolSize");
    }

    /** Virtual threads that are being carried. */
    static long mounted() {
        return get("getMountedVirtualThreadCount");
    }

    private static Class<?> type() throws ClassNotFoundException {
        return Class.forName("jdk.management.VirtualThreadSchedulerMXBean");
    }

    private static Object scheduler() {
        try {
            return ManagementFactory.getPlatformMXBean(type().asSubclass(PlatformManagedObject.class));
        } catch (ClassNotFoundException before24) {
            return null;
        }
    }

    private static long get(String getter) {
        if (SCHEDULER == null) {
            return 0;
        }
        try {
            Method method = type().getMethod(getter);
            return Math.max(0, ((Number) method.invoke(SCHEDULER)).longValue());
        } catch (ReflectiveOperationException unknown) {
            return 0;
        }
    }
}
