// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.memstats.MemStats.BySize;
import io.pprof4j.memstats.ObjectCounter;
import io.pprof4j.memstats.ObjectCounts;
import io.pprof4j.recorder.RecorderLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells {@code MemStats} what the allocation recorder has counted. Found as a service. */
public final class RecordedObjects implements ObjectCounter {

    /** For the service loader. */
    public RecordedObjects() {}

    @Override
    public ObjectCounts count() {
        long[] entered = RecorderLink.enter();
        try {
            return sum(RecorderLink.sizes());
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /** @param rows see {@code Recorder.sizes} */
    static ObjectCounts sum(List<long[]> rows) {
        Map<Long, long[]> bySize = new TreeMap<>();
        long tableBytes = 0;
        boolean estimated = false;
        for (long[] row : rows) {
            if (row.length == 1) {
                tableBytes += row[0];
            } else {
                long[] counts = bySize.computeIfAbsent(row[0], size -> new long[2]);
                long mallocs = Unsampling.scale(row[2], row[0], row[1]).objects();
                counts[0] += mallocs;
                counts[1] += row[3] < 0
                        ? mallocs
                        : Unsampling.scale(row[3], row[0], row[1]).objects();
                estimated |= row[1] > 1;
            }
        }
        long mallocs = 0;
        long frees = 0;
        List<BySize> sizes = new ArrayList<>(bySize.size());
        for (Map.Entry<Long, long[]> entry : bySize.entrySet()) {
            long[] counts = entry.getValue();
            // Few followed objects that stand for many may seem to be more than there ever were.
            long freed = Math.max(0, counts[0] - counts[1]);
            sizes.add(new BySize(entry.getKey(), counts[0], freed));
            mallocs += counts[0];
            frees += freed;
        }
        return new ObjectCounts(mallocs, frees, tableBytes, estimated, sizes);
    }
}
