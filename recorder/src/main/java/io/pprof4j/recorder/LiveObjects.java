// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Recorded objects, held weakly, to know which are alive. Application threads only push onto a lock-free stack;
 * sweeping, thinning and counting take the stack over under the lock.
 *
 * <p>Above its capacity the table is thinned: each object stays with probability 1/2 and then stands for twice as many,
 * and new ones are admitted likewise, so sums stay unbiased and memory bounded (64 bytes an object). A sweep that
 * leaves the table less than a quarter full admits twice as many again.
 */
final class LiveObjects {
    /** Memory that one object takes here. */
    private static final long OBJECT_BYTES = 64;

    private final SampleClock clock;
    private final int capacity;
    private final AtomicReference<LiveObject> added = new AtomicReference<>();
    private final AtomicInteger size = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int weight = 1;
    private volatile int heaviest = 1;
    private LiveObject settled;
    private int sweptAt = -1;

    LiveObjects(SampleClock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /**
     * Called on application threads: allocates the reference; takes the lock only if it is free and the table full.
     *
     * @param collection collections before the object was allocated
     * @param scale recorded objects of this site that the object stands for
     */
    void add(Object object, AllocationSite site, int collection, int scale) {
        TraceRing trace = Recorder.trace();
        long id = trace == null ? 0 : trace.allocated(site);
        int w = weight;
        if (w > 1 && (clock.random() & (w - 1)) != 0) {
            return;
        }
        LiveObject live = trace == null
                ? new LiveObject(object, site, collection, scale, w)
                : new TracedObject(object, site, collection, scale, w, trace, id);
        LiveObject head;
        do {
            head = added.get();
            live.next = head;
        } while (!added.compareAndSet(head, live));
        if (size.incrementAndGet() > capacity && lock.tryLock()) {
            try {
                sweepLocked(collection);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Forgets the dead, and tells their sites. */
    void sweep(int now) {
        lock.lock();
        try {
            sweepLocked(now);
        } finally {
            lock.unlock();
        }
    }

    /** Objects that each object admitted now stands for. */
    int weight() {
        return weight;
    }

    /** Objects that the heaviest object stood for when the living were last counted. */
    int heaviest() {
        return heaviest;
    }

    /**
     * Objects alive at the last collection, by site.
     *
     * @param now collections so far; objects allocated since the last one are left out, unless there was none yet
     */
    Map<AllocationSite, long[]> countAlive(int now) {
        Map<AllocationSite, long[]> alive = new HashMap<>();
        lock.lock();
        try {
            sweepLocked(now);
            int max = 1;
            for (LiveObject o = settled; o != null; o = o.next) {
                max = Math.max(max, o.weight);
                if ((o.collection() < now || now == 0) && !o.isDead()) {
                    long[] count = alive.get(o.site());
                    if (count == null) {
                        count = new long[1];
                        alive.put(o.site(), count);
                    }
                    count[0] += o.count();
                }
            }
            heaviest = max;
        } finally {
            lock.unlock();
        }
        return alive;
    }

    /**
     * Brings {@link AllocationSite#unfreed} of all sites up to date. Only collections make references dead, so between two
     * of them just the new objects are looked at.
     *
     * @param now collections so far
     */
    void settle(int now) {
        lock.lock();
        try {
            if (now != sweptAt) {
                sweepLocked(now);
                return;
            }
            LiveObject rest = added.getAndSet(null);
            while (rest != null) {
                LiveObject o = rest;
                rest = o.next;
                o.site().unfreed(o.count());
                o.next = settled;
                settled = o;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Memory of the table, about. */
    long bytes() {
        return size.get() * OBJECT_BYTES;
    }

    private void sweepLocked(int now) {
        sweptAt = now;
        keep(now, false);
        while (size.get() > capacity) {
            weight = weight * 2;
            keep(now, true);
        }
        if (weight > 1 && size.get() < capacity / 4) {
            weight = weight / 2;
        }
    }

    /** Objects pushed while the weight changes keep the weight they were admitted with: each carries its own. */
    private void keep(int now, boolean half) {
        LiveObject kept = null;
        int removed = 0;
        LiveObject list = settled;
        LiveObject rest = added.getAndSet(null);
        while (list != null || rest != null) {
            boolean counted = list != null;
            LiveObject o = counted ? list : rest;
            if (counted) {
                list = list.next;
            } else {
                rest = rest.next;
            }
            long before = counted ? o.count() : 0;
            judge(o, now);
            boolean lost = half && o.weight < weight && (clock.random() & 1) != 0;
            boolean dead = o.isDead();
            if (lost || dead) {
                if (dead) {
                    o.foundDead();
                }
                o.site().unfreed(-before);
                removed++;
            } else {
                if (half && o.weight < weight) {
                    o.weight *= 2;
                }
                if (o.count() != before) {
                    o.site().unfreed(o.count() - before);
                }
                o.next = kept;
                kept = o;
            }
        }
        settled = kept;
        size.addAndGet(-removed);
    }

    /** The first collection after an object was made tells its site whether it was worth following. */
    private static void judge(LiveObject o, int now) {
        if (!o.survived) {
            if (o.isDead()) {
                o.site().survival().died(o.scale());
            } else if (o.collection() < now) {
                o.survived = true;
                o.site().survival().survived(o.scale());
            }
        }
    }
}
