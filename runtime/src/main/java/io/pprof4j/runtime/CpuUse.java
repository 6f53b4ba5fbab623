// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

/**
 * CPU time of this process by what its threads are for, in nanoseconds.
 *
 * @param gc of collectors
 * @param jit of compilers
 * @param system of the JVM's other threads
 * @param java of threads that run Java code
 */
record CpuUse(long gc, long jit, long system, long java) {
    static final CpuUse NONE = new CpuUse(0, 0, 0, 0);

    /** Names that HotSpot gives to its threads, as far as Linux keeps them: 15 characters. */
    private static final String[] GC = {"GC Thread#", "G1 ", "ZWorker", "ZDriver", "ZDirector", "ZStat", "Shenandoah"};

    private static final String[] JIT = {"C1 CompilerThre", "C2 CompilerThre", "JVMCI"};
    private static final String[] SYSTEM = {"VM Thread", "VM Periodic Tas", "JFR Sampler", "Monitor Deflati"};

    /** What one thread used. */
    static CpuUse of(String threadName, long nanos) {
        if (startsWithAny(threadName, GC)) {
            return new CpuUse(nanos, 0, 0, 0);
        }
        if (startsWithAny(threadName, JIT)) {
            return new CpuUse(0, nanos, 0, 0);
        }
        return startsWithAny(threadName, SYSTEM) ? new CpuUse(0, 0, nanos, 0) : new CpuUse(0, 0, 0, nanos);
    }

    private static boolean startsWithAny(String name, String... prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    CpuUse plus(CpuUse other) {
        return new CpuUse(gc + other.gc, jit + other.jit, system + other.system, java + other.java);
    }
}
