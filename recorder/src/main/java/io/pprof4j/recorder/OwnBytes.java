// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What pprof4j allocates on the application's threads, so that it can be taken off the JVM's total. Read from the
 * JVM's counter of the thread; a virtual thread has none, there the mean of the other occasions stands in.
 */
final class OwnBytes {
    private final LongSupplier threadBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong occasions = new AtomicLong();

    /** @param threadBytes allocated by the current thread so far; negative if unknown */
    OwnBytes(LongSupplier threadBytes) {
        this.threadBytes = threadBytes;
    }

    long begin() {
        return threadBytes.getAsLong();
    }

    void end(long begin) {
        if (begin >= 0) {
            bytes.getAndAdd(threadBytes.getAsLong() - begin);
            occasions.getAndIncrement();
        } else {
            long seen = occasions.get();
            bytes.getAndAdd(seen == 0 ? 0 : bytes.get() / seen);
        }
    }

    long total() {
        return bytes.get();
    }
}
