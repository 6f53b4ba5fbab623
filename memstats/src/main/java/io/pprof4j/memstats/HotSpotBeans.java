// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import com.sun.management.GcInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * Everything that needs module jdk.management, and what it is without.
 *
 * <p>The only class that names com.sun.management: a runtime image may leave that module out, and touching one of its
 * types would then be a NoClassDefFoundError.
 */
final class HotSpotBeans {

    static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.management").isPresent();

    /** Null before JDK 21 and 17.0.11, and at --release 17; call it directly when 21 is the baseline. */
    private static final MethodHandle TOTAL_ALLOCATED = PRESENT ? totalAllocatedMethod() : null;

    /** Default stack size of a thread in bytes, fixed at start; 0 if the JVM does not tell. */
    static final long THREAD_STACK_BYTES = flag("ThreadStackSize") * 1024; // the flag is in KiB

    private HotSpotBeans() {}

    /** Bytes allocated since start by all threads, or by running ones if the JVM keeps no total; 0 = not measured. */
    static long totalAllocatedBytes() {
        if (!PRESENT || !(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return 0;
        }
        if (!threads.isThreadAllocatedMemorySupported() || !threads.isThreadAllocatedMemoryEnabled()) {
            return 0;
        }
        return TOTAL_ALLOCATED == null ? runningThreadsBytes(threads) : allThreadsBytes(threads);
    }

    /** The sum over running threads, for a JVM that keeps no total. */
    static long runningThreadsBytes(ThreadMXBean threads) {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes); // -1: the thread has just ended
        }
        return sum;
    }

    private static long allThreadsBytes(ThreadMXBean threads) {
        try {
            return Math.max(0, (long) TOTAL_ALLOCATED.invokeExact(threads));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // declared by invokeExact, never by the getter
            throw new AssertionError(e);
        }
    }

    /** The newest collection of a bean; empty before its first, and for a bean that keeps none. */
    static Optional<Collection> lastCollection(GarbageCollectorMXBean bean) {
        if (!PRESENT || !(bean instanceof com.sun.management.GarbageCollectorMXBean collector)) {
            return Optional.empty();
        }
        GcInfo last = collector.getLastGcInfo();
        return last == null
                ? Optional.empty()
                : Optional.of(new Collection(last.getId(), last.getDuration(), last.getEndTime()));
    }

    private static MethodHandle totalAllocatedMethod() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(ThreadMXBean.class, "getTotalThreadAllocatedBytes", MethodType.methodType(long.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /** CPU time of this process since it started; 0 if unknown. */
    static long processCpuNanos() {
        return PRESENT && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime())
                : 0;
    }

    /** Value of a numeric JVM flag; 0 if there is no such flag, or no way to ask. */
    static long flag(String name) {
        try {
            return Long.parseLong(option(name));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Value of a JVM flag; empty if there is no such flag, or no way to ask. */
    static String option(String name) {
        HotSpotDiagnosticMXBean diagnostics = diagnostics();
        try {
            return diagnostics == null ? "" : diagnostics.getVMOption(name).getValue();
        } catch (IllegalArgumentException e) { // no such flag
            return "";
        }
    }

    private static HotSpotDiagnosticMXBean diagnostics() {
        return PRESENT ? ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class) : null;
    }

    /** Sets a JVM flag that may be set while the JVM runs. Returns whether it is set. */
    static boolean setFlag(String name, long value) {
        HotSpotDiagnosticMXBean diagnostics = diagnostics();
        try {
            if (diagnostics != null) {
                diagnostics.setVMOption(name, Long.toString(value));
            }
            return diagnostics != null;
        } catch (IllegalArgumentException refused) { // no such flag, fixed at start, or out of range for this collector
            return false;
        }
    }

    /**
     * One collection of one bean.
     *
     * @param id its number in that bean, from 1
     * @param durationMillis its length
     * @param endMillis its end, in ms since the JVM started
     */
    record Collection(long id, long durationMillis, long endMillis) {}
}
