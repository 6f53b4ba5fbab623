// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * Who waits for which lock now, so that a release knows how long it was waited for. At each release every waiter's time
 * since it began to wait, or since the release before if that was later, is the releaser's doing: five that wait behind
 * one who holds for a second are five seconds, and what they go on waiting for each other is each other's. Go has the same
 * rule since 1.21. A wait that is given up, and the way from the release to the waiter's next step, are nobody's.
 *
 * <p>Of a lock only sums are kept, since all of its waiters are charged together. A wait is followed with probability
 * 1/fraction, with as much weight. Entered on application threads: neither parks nor, once a few locks were waited for,
 * allocates. Thread-safe.
 */
final class LockWaits {
    private static final int STRIPES = 256;

    private final int fraction;
    private final long begun = now();
    private final Stripe[] stripes = new Stripe[STRIPES];

    /** The locks of one hash that are waited for. */
    private static final class Stripe {
        private final SpinLock guard = new SpinLock();
        /** Read without the guard to see that there is none. */
        private volatile Waited first;

        private Waited spare;

        private Waited find(Object lock) {
            Waited waited = first;
            while (waited != null && waited.lock != lock) {
                waited = waited.next;
            }
            return waited;
        }

        private Waited add(Object lock) {
            Waited added = spare == null ? new Waited() : spare;
            spare = null;
            added.lock = lock;
            added.next = first;
            first = added;
            return added;
        }

        private void remove(Waited removed) {
            if (first == removed) {
                first = removed.next;
            } else {
                Waited before = first;
                while (before.next != removed) {
                    before = before.next;
                }
                before.next = removed.next;
            }
            removed.clear();
            spare = removed;
        }
    }

    /** A lock with those who wait for it. Guarded by its stripe. */
    private static final class Waited {
        private Object lock;
        private Waited next;
        private long waiters;
        /** Of those, who waits since after the last release. */
        private long fresh;
        /** Sum of the times since when each has not been charged to a release; may overflow, as differences do not. */
        private long since;

        private boolean isReleased;
        private long lastRelease;

        private boolean isFresh(long began) {
            return !isReleased || began - lastRelease >= 0;
        }

        private void clear() {
            lock = null;
            next = null;
            waiters = 0;
            fresh = 0;
            since = 0;
            isReleased = false;
        }
    }

    /** @param fraction 1 to follow every wait, n for one out of n */
    LockWaits(int fraction) {
        this.fraction = fraction;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    int fraction() {
        return fraction;
    }

    private Stripe stripe(Object lock) {
        return stripes[System.identityHashCode(lock) & (STRIPES - 1)];
    }

    /**
     * The current thread is about to wait for a lock.
     *
     * @return what {@link #end} needs; 0 if this wait is not followed
     */
    long begin(Object lock) {
        if (fraction > 1 && Long.remainderUnsigned(mixed(System.nanoTime()), fraction) != 0) {
            return 0;
        }
        Stripe stripe = stripe(lock);
        stripe.guard.lock();
        try {
            Waited waited = stripe.find(lock);
            if (waited == null) {
                waited = stripe.add(lock);
            }
            // Taken under the guard, as a release takes its own: so times are in the order of events.
            long now = now();
            waited.waiters++;
            waited.fresh++;
            waited.since += now;
            return now;
        } finally {
            stripe.guard.unlock();
        }
    }

    /** The last digits are free for others to use, see {@link ThreadEvents}. */
    private static long now() {
        return System.nanoTime() & ThreadEvents.TIME;
    }

    /** Chance enough: the clock's low digits, spread over all bits as in SplitMix64. */
    private static long mixed(long now) {
        long bits = (now ^ (now >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }

    /**
     * A wait is over, whatever ended it.
     *
     * @param began what {@link #begin} returned
     */
    void end(Object lock, long began) {
        if (began - begun < 0) {
            // Followed by the one before this, with another fraction.
            return;
        }
        Stripe stripe = stripe(lock);
        stripe.guard.lock();
        try {
            Waited waited = stripe.find(lock);
            if (waited == null) {
                return;
            }
            if (waited.isFresh(began)) {
                waited.fresh--;
                waited.since -= began;
            } else {
                waited.since -= waited.lastRelease;
            }
            waited.waiters--;
            if (waited.waiters == 0) {
                stripe.remove(waited);
            }
        } finally {
            stripe.guard.unlock();
        }
    }

    /**
     * The current thread has released a lock.
     *
     * @return waits that are charged for the first time, and nanoseconds; null if nobody waits
     */
    long[] release(Object lock) {
        Stripe stripe = stripe(lock);
        if (stripe.first == null) {
            return null;
        }
        long[] charged = new long[2];
        stripe.guard.lock();
        try {
            Waited waited = stripe.find(lock);
            if (waited == null) {
                return null;
            }
            long now = now();
            charged[0] = waited.fresh * fraction;
            charged[1] = (waited.waiters * now - waited.since) * fraction;
            waited.fresh = 0;
            waited.since = waited.waiters * now;
            waited.isReleased = true;
            waited.lastRelease = now;
        } finally {
            stripe.guard.unlock();
        }
        return charged;
    }
}
