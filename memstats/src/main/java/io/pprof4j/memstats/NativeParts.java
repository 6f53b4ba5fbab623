// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.lang.management.ManagementFactory;

/**
 * The fields of {@link MemStats} that only native memory tracking knows, and what stands there without it.
 *
 * @param tracked whether native memory is tracked; else {@code gc} and {@code other} are 0, and the stacks an estimate
 */
record NativeParts(boolean tracked, long stackInuse, long stackSys, long gc, long other) {

    static NativeParts read() {
        NativeMemory memory = NativeMemory.read();
        if (memory == null) {
            long stacks = estimatedStacks();
            return new NativeParts(false, stacks, stacks, 0, 0);
        }
        return new NativeParts(true, memory.threads(), memory.stackReserved(), memory.gc(), memory.other());
    }

    /** Address space of the threads' stacks, if all have the default size. */
    static long estimatedStacks() {
        return ManagementFactory.getThreadMXBean().getThreadCount() * HotSpotBeans.THREAD_STACK_BYTES;
    }
}
