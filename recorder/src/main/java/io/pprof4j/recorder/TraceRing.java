// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Events of the allocation trace on their way from application threads to the one thread that writes them. Bounded: what
 * does not fit is counted and gone. Lock-free and without waiting for those who put; {@link #take} belongs to one thread.
 */
final class TraceRing {
    private static final int CAPACITY = 1 << 13;

    /** So long a slot may stay empty that a thread has claimed: it may have died in between. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final AtomicReferenceArray<Object[]> slots = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicLong put = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong lastId = new AtomicLong();
    private long waitingSince;

    /** The current thread allocated an object of the site. Returns the object's number, which is never 0. */
    long allocated(AllocationSite site) {
        long id = lastId.incrementAndGet();
        Thread thread = Thread.currentThread();
        offer(new Object[] {id, site.sizeBytes(), site.type(), site.stack().frames(), thread.getId(), thread.getName()
        });
        return id;
    }

    /** An object was found dead. */
    void freed(long id, long sizeBytes) {
        offer(new Object[] {id, sizeBytes});
    }

    /** A garbage collection has found objects dead. */
    void collected() {
        offer(new Object[0]);
    }

    private void offer(Object... event) {
        long slot;
        do {
            slot = put.get();
            if (slot - taken.get() >= CAPACITY) {
                dropped.getAndIncrement();
                return;
            }
        } while (!put.compareAndSet(slot, slot + 1));
        slots.set((int) slot & (CAPACITY - 1), event);
    }

    /** The next event, see {@link Recorder#traced}; null if there is none. */
    Object[] take() {
        long slot = taken.get();
        int index = (int) slot & (CAPACITY - 1);
        Object[] event = slots.get(index);
        if (event == null) {
            skipAbandoned(slot);
            return null;
        }
        waitingSince = 0;
        slots.set(index, null);
        taken.set(slot + 1);
        return event;
    }

    private void skipAbandoned(long slot) {
        if (put.get() == slot) {
            waitingSince = 0;
        } else if (waitingSince == 0) {
            waitingSince = System.nanoTime() | 1;
        } else if (System.nanoTime() - waitingSince > PATIENCE_NANOS) {
            waitingSince = 0;
            dropped.getAndIncrement();
            taken.set(slot + 1);
        }
    }

    /** Events dropped since this was last asked. */
    long dropped() {
        return dropped.getAndSet(0);
    }
}
