// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

/**
 * What Go's {@code runtime/debug} does to the heap, as far as a JVM lets itself be asked while it runs. docs/memstats.md
 * says what {@code SetGCPercent} and {@code SetMemoryLimit} correspond to for each collector. Thread-safe.
 */
public final class Heap {

    /** The collector keeps at most this percentage of the heap free. */
    private static final String MOST_FREE = "MaxHeapFreeRatio";

    private static final String LEAST_FREE = "MinHeapFreeRatio";

    private Heap() {}

    /**
     * Collects garbage and gives as much memory back to the operating system as the JVM can: Go's {@code
     * debug.FreeOSMemory}. Stops the program, for as long as a full collection takes. Serial, Parallel and G1 shrink
     * the heap down to what is alive, and not below {@code -Xms}, G1 a moment after this returns; Shenandoah gives back
     * what is empty; ZGC does so by itself, {@code -XX:ZUncommitDelay} later (300 s). From JDK 17.0.9 and 18 on, the C
     * library's free memory is returned, too.
     */
    public static synchronized void freeOSMemory() {
        long least = HotSpotBeans.flag(LEAST_FREE);
        long most = HotSpotBeans.flag(MOST_FREE);
        boolean set = HotSpotBeans.setFlag(LEAST_FREE, 0) && HotSpotBeans.setFlag(MOST_FREE, 0);
        try {
            System.gc();
        } finally {
            if (set) {
                HotSpotBeans.setFlag(MOST_FREE, most);
                HotSpotBeans.setFlag(LEAST_FREE, least);
            }
        }
        DiagnosticCommands.run("systemTrimNativeHeap");
    }
}
