// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** What the JVM says that a thread has allocated on the heap while it ran some code that nobody measured. */
final class HeapBytes {
    private static final ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean ? bean : null;

    private long least = Long.MAX_VALUE;

    /** Runs the code, and remembers what that took. */
    <X extends Throwable> void add(MeasuredCode<X> code) throws X {
        long before = now();
        MeasuredRun.call(code);
        long after = now();
        if (before >= 0 && after >= before) {
            least = Math.min(least, after - before);
        }
    }

    /** Of all runs, since the first ones load classes; empty for a virtual thread, of which the JVM does not know. */
    OptionalLong least() {
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    private static long now() {
        return THREADS == null || !THREADS.isThreadAllocatedMemoryEnabled()
                ? -1
                : THREADS.getCurrentThreadAllocatedBytes();
    }
}
