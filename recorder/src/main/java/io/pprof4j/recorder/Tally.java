// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Every object that some threads allocate between two moments, beside the samples of the heap profile: by stack, type
 * and size. A thread that is covered keeps its countdown at 0, where each allocation enters the recorder; what the
 * profile samples stays as likely as ever, since a distance that is drawn anew has the same distribution as the rest of
 * one that was drawn before. Thread-safe.
 */
final class Tally {
    private static final int BUCKETS = 1 << 10;

    /** Every object is recorded. */
    private static final long RATE = 1;

    private static final int FOLLOWED = 1 << 18;

    /** Beyond so many sites only sums are kept: 10 MB, and the stacks, which have a bound of their own. */
    private static final int MOST_SITES = 1 << 16;

    private final Thread[] threads;
    private final LiveObjects live;
    private final SiteTable sites = new SiteTable(BUCKETS);
    private final int mostSites;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong objectsBeyond = new AtomicLong();
    private final AtomicLong bytesBeyond = new AtomicLong();

    /**
     * A tally that has not begun.
     *
     * @param threads that are covered; null for all
     * @param clock source of chance for the objects that are followed; null to follow none
     */
    Tally(Thread[] threads, SampleClock clock) {
        this(threads, clock, MOST_SITES);
    }

    Tally(Thread[] threads, SampleClock clock, int mostSites) {
        this.threads = threads == null ? null : threads.clone();
        this.live = clock == null ? null : new LiveObjects(clock, FOLLOWED);
        this.mostSites = mostSites;
    }

    boolean covers(Thread thread) {
        if (threads == null) {
            return true;
        }
        for (Thread covered : threads) {
            if (covered == thread) {
                return true;
            }
        }
        return false;
    }

    boolean coversAll() {
        return threads == null;
    }

    /** The threads covered; not for a tally of all. */
    Thread[] threads() {
        return threads.clone();
    }

    boolean follows() {
        return live != null;
    }

    /** Counts an object. Returns its site; null if pprof4j itself allocated the object, or there are too many sites. */
    AllocationSite count(StackTable.Stack stack, String type, long size) {
        if (stack.frames() == null) {
            return null;
        }
        AllocationSite site = sites.size() < mostSites
                ? sites.intern(stack, type, size, RATE, null)
                : sites.find(stack, type, size, RATE);
        if (site == null) {
            objectsBeyond.getAndIncrement();
            bytesBeyond.getAndAdd(size);
        } else {
            site.count();
        }
        return site;
    }

    /** The objects that are followed; null if none are. */
    LiveObjects live() {
        return live;
    }

    void lost() {
        lost.getAndIncrement();
    }

    /**
     * What was counted so far.
     *
     * @param collections the {@link CollectionClock} of now
     * @param depth frames that stacks have at most
     * @return objects that could not be counted, collections so far, and an array for each site: frames leaf first, type,
     *     size in bytes, objects, and those of them that were alive at the last collection; then objects at further sites,
     *     which are only added up, and their bytes; and the depth
     */
    Object[] read(int collections, int depth) {
        Map<AllocationSite, long[]> alive = live == null ? Map.of() : live.countAlive(collections);
        List<Object[]> rows = new ArrayList<>();
        for (AllocationSite site : sites.all()) {
            long[] count = alive.get(site);
            rows.add(new Object[] {
                List.of(site.stack().frames()),
                site.type(),
                site.sizeBytes(),
                site.allocated(),
                count == null ? 0L : count[0]
            });
        }
        return new Object[] {lost.get(), (long) collections, rows, objectsBeyond.get(), bytesBeyond.get(), (long) depth
        };
    }
}
