// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What pprof4j allocates on all threads, so that it can be taken off the JVM's total. Read from the JVM's counter of
 * the thread; a virtual thread has none, there the mean of the other occasions stands in.
 *
 * <p>An occasion is short: a sample. A section may be long: a class being instrumented, a profile being written, the
 * whole life of a thread of pprof4j's. It is remembered while open, so that its share is known before it ends: the
 * profile that tells the coverage is itself made in one.
 */
final class OwnBytes {
    private final LongSupplier threadBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong occasions = new AtomicLong();
    private final AtomicLong occasionBytes = new AtomicLong();
    private final ConcurrentHashMap<Thread, Long> open = new ConcurrentHashMap<>();

    /** @param threadBytes allocated by the current thread so far; negative if unknown */
    OwnBytes(LongSupplier threadBytes) {
        this.threadBytes = threadBytes;
    }

    long begin() {
        return threadBytes.getAsLong();
    }

    void end(long begin) {
        if (begin >= 0) {
            long allocated = threadBytes.getAsLong() - begin;
            bytes.getAndAdd(allocated);
            occasionBytes.getAndAdd(allocated);
            occasions.getAndIncrement();
        } else {
            long measured = occasions.get();
            bytes.getAndAdd(measured == 0 ? 0 : occasionBytes.get() / measured);
        }
    }

    /** Sections do not nest: inside one, nothing is recorded and none begins. */
    long beginSection() {
        long begin = threadBytes.getAsLong();
        if (begin >= 0) {
            open.put(Thread.currentThread(), begin);
        }
        return begin;
    }

    void endSection(long begin) {
        Long settled = begin < 0 ? null : open.remove(Thread.currentThread());
        if (settled != null) {
            bytes.getAndAdd(threadBytes.getAsLong() - settled);
        }
    }

    /** Counts what the current thread's open section, if any, has allocated so far. */
    void settle() {
        Thread thread = Thread.currentThread();
        Long begin = open.get(thread);
        if (begin != null) {
            long now = threadBytes.getAsLong();
            open.put(thread, now);
            bytes.getAndAdd(now - begin);
        }
    }

    /** Allocated elsewhere on pprof4j's behalf. */
    void add(long more) {
        bytes.getAndAdd(more);
    }

    /** From now on. */
    void reset() {
        settle();
        bytes.set(0);
    }

    long total() {
        return bytes.get();
    }
}
