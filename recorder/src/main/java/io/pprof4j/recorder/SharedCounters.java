// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counters for the threads that have no row of their own. Lock-free: grows by chunks, which stay where they are. */
final class SharedCounters {
    private static final int CHUNK_SHIFT = 10;
    private static final int CHUNK = 1 << CHUNK_SHIFT;

    private final AtomicReferenceArray<AtomicLongArray> chunks =
            new AtomicReferenceArray<>((Counters.MAX >> CHUNK_SHIFT) + 1);

    /** One object at this counter, and its bytes at the next one. */
    void add(int counter, long bytes) {
        chunk(counter).getAndIncrement(counter & (CHUNK - 1));
        if (bytes != 0) {
            chunk(counter + 1).getAndAdd((counter + 1) & (CHUNK - 1), bytes);
        }
    }

    /** Adds all counters to these. */
    void addTo(long[] sums) {
        for (int i = 0; i < sums.length; i++) {
            AtomicLongArray chunk = chunks.get(i >> CHUNK_SHIFT);
            if (chunk == null) {
                i |= CHUNK - 1;
            } else {
                sums[i] += chunk.get(i & (CHUNK - 1));
            }
        }
    }

    private AtomicLongArray chunk(int counter) {
        int index = counter >> CHUNK_SHIFT;
        AtomicLongArray chunk = chunks.get(index);
        if (chunk == null) {
            chunks.compareAndSet(index, null, new AtomicLongArray(CHUNK));
            chunk = chunks.get(index);
        }
        return chunk;
    }
}
