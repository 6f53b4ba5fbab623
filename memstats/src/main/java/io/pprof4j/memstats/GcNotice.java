// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.Set;

/**
 * A collection as the JVM tells it.
 *
 * @param bean name of the collector bean
 * @param count its collections so far, this one included
 * @param cause why the JVM collected, in its own words
 * @param startNs in ns since 1970, to the millisecond
 * @param endNs likewise
 * @param heapBefore bytes used when it began
 * @param heapAfter bytes used when it ended
 */
record GcNotice(String bean, long count, String cause, long startNs, long endNs, long heapBefore, long heapAfter) {

    /** What somebody asked for, as opposed to what the JVM found necessary. */
    private static final Set<String> FORCED = Set.of(
            "System.gc()",
            "Diagnostic Command",
            "Heap Inspection Initiated GC",
            "Heap Dump Initiated GC",
            "JvmtiEnv ForceGarbageCollection");

    boolean isForced() {
        return FORCED.contains(cause);
    }

    /** Whether all of it is one pause; else its pauses are told one by one. */
    boolean stopsTheWorld() {
        return CollectorBeans.isPause(bean);
    }
}
