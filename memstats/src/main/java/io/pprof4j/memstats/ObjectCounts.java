// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.List;

/**
 * Objects allocated and freed since recording began.
 *
 * @param mallocs objects allocated
 * @param frees of these, the ones found dead; 0 if nobody follows them
 * @param tableBytes memory of the profiler's own tables, an estimate
 * @param estimated whether the counts are estimated from samples; else each object was counted
 * @param bySize the same by object size, ascending
 */
public record ObjectCounts(long mallocs, long frees, long tableBytes, boolean estimated, List<MemStats.BySize> bySize) {

    /** What is known where nothing is recorded. */
    static final ObjectCounts NONE = new ObjectCounts(0, 0, 0, false, List.of());

    public ObjectCounts {
        bySize = List.copyOf(bySize);
    }
}
