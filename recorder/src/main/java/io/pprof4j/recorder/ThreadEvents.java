// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;

/**
 * What methods of {@code java.base} tell while they are watched: where threads park, where they start others, and where
 * they release locks that others wait for. Entered on application threads; whatever fails there is an event lost, not the
 * application's business. Thread-safe.
 */
public final class ThreadEvents {
    /** A time is 0 or one of {@link System#nanoTime} with its last two digits free for what follows. */
    static final long TIME = ~3;

    /** This park is to be recorded. */
    private static final long PARK = 1;

    /** {@link #lockWaits} follows it. */
    private static final long LOCK = 2;

    private static final String JDK_LOCKS = "java.util.concurrent.locks.";

    /** Null until threads are watched for the first time. */
    private static volatile StackTotals starts;

    /** Null until parking is watched for the first time; kept afterwards. */
    private static volatile StackTotals parks;

    /** Likewise of locks. */
    private static volatile StackTotals releases;

    private static volatile boolean watchingParks;

    /** Null while locks are not watched. */
    private static volatile LockWaits lockWaits;

    private static final ThreadCreators CREATORS = new ThreadCreators();

    /** Told which classes are to be instrumented; null while nothing is watched. Guarded by the class. */
    private static Consumer<Set<Class<?>>> instrumenter;

    private ThreadEvents() {}

    /**
     * Entered before a thread parks.
     *
     * @param blocker what it waits for, if it says so
     * @return what {@link #parked} needs
     */
    public static long parking(Object blocker) {
        LockWaits waits = lockWaits;
        boolean park = watchingParks;
        if (waits != null && isLock(blocker)) {
            long began = begin(waits, blocker);
            if (began != 0) {
                return began | LOCK | (park ? PARK : 0);
            }
        }
        return park ? (System.nanoTime() & TIME) | PARK : 0;
    }

    /** Whoever waits for a condition or a queue has something else as blocker. */
    private static boolean isLock(Object blocker) {
        return blocker instanceof AbstractQueuedSynchronizer
                || blocker instanceof AbstractQueuedLongSynchronizer // such as read-write locks since JDK 25
                || blocker instanceof StampedLock;
    }

    private static long begin(LockWaits waits, Object lock) {
        try {
            return waits.begin(lock);
        } catch (Throwable lost) {
            return 0;
        }
    }

    /** Entered after a thread parked, or failed to. Throws nothing, since it would be entered again then. */
    public static void parked(long parking, Object blocker) {
        try {
            long since = parking & TIME;
            LockWaits waits = lockWaits;
            if ((parking & LOCK) != 0 && waits != null) {
                waits.end(blocker, since);
            }
            if ((parking & PARK) != 0) {
                record(parks, 1, System.nanoTime() - since, null);
            }
        } catch (Throwable lost) {
            // A waiter too many, until nobody waits for this lock.
        }
    }

    /** Entered by the thread that starts this one. */
    public static void starting(Thread started) {
        record(starts, 1, 0, started);
    }

    /** Entered by the thread that has released this lock, before it wakes whoever waits for it. */
    public static void releasing(Object lock) {
        LockWaits waits = lockWaits;
        if (waits != null) {
            charge(waits, lock);
        }
    }

    /** Likewise of something that many can hold: a read lock, but not a semaphore, a latch, or what others have made. */
    public static void releasingShared(Object synchronizer) {
        LockWaits waits = lockWaits;
        if (waits != null && synchronizer.getClass().getName().startsWith(JDK_LOCKS)) {
            charge(waits, synchronizer);
        }
    }

    private static void charge(LockWaits waits, Object lock) {
        try {
            long[] charged = waits.release(lock);
            if (charged != null) {
                record(releases, charged[0], charged[1], null);
            }
        } catch (Throwable lost) {
            // A release less.
        }
    }

    /** An exception here, a stack overflow above all, would leave the application's lock behind in the middle. */
    private static void record(StackTotals totals, long count, long nanos, Thread started) {
        try {
            long[] entered = Recorder.enter();
            try {
                StackTraceElement[] stack = totals.add(new Throwable(), count, nanos);
                if (started != null && stack != null) {
                    CREATORS.add(started, stack);
                }
            } finally {
                Recorder.leave(entered);
            }
        } catch (Throwable lost) {
            // An event less.
        }
    }

    /**
     * Watches thread starts from now on, or nothing any more.
     *
     * @param adapter instruments these classes so that they tell, and gives all others their own code back; null to end
     */
    static synchronized void watch(Consumer<Set<Class<?>>> adapter) {
        if (starts == null) {
            starts = new StackTotals(ThreadEvents.class);
            loadWhatIsNeeded();
        }
        Consumer<Set<Class<?>>> before = instrumenter;
        watchingParks = false;
        lockWaits = null;
        instrumenter = adapter;
        if (before != null) {
            before.accept(Set.of());
        }
        if (adapter != null) {
            adapter.accept(classes(false, false));
        }
    }

    private static Set<Class<?>> classes(boolean withParks, boolean withLocks) {
        Set<Class<?>> classes = new HashSet<>();
        classes.add(Thread.class);
        if (withParks || withLocks) {
            classes.add(LockSupport.class);
        }
        if (withLocks) {
            classes.add(AbstractQueuedSynchronizer.class);
            classes.add(AbstractQueuedLongSynchronizer.class);
            classes.add(StampedLock.class);
        }
        return classes;
    }

    /** What is met for the first time while a thread parks would have to be loaded there. */
    private static void loadWhatIsNeeded() {
        new StackTotals().add(new Throwable(), 1, 0);
        CREATORS.add(Thread.currentThread(), new StackTraceElement[0]);
        LockWaits waits = new LockWaits(1);
        long began = waits.begin(waits);
        waits.release(waits);
        waits.end(waits, began);
    }

    static synchronized boolean isWatching() {
        return instrumenter != null;
    }

    /** Returns whether parking is watched now. */
    static synchronized boolean watchParks(boolean on) {
        if (instrumenter == null) {
            return false;
        }
        if (on && parks == null) {
            parks = new StackTotals(ThreadEvents.class);
        }
        watchingParks = on;
        instrumenter.accept(classes(on, lockWaits != null));
        return on;
    }

    /**
     * Returns whether locks are watched now.
     *
     * @param fraction one out of so many waits is to be followed; 0 for none
     */
    static synchronized boolean watchLocks(int fraction) {
        if (instrumenter == null) {
            return false;
        }
        LockWaits before = lockWaits;
        if (before == null ? fraction == 0 : before.fraction() == fraction) {
            return before != null;
        }
        if (releases == null) {
            releases = new StackTotals(ThreadEvents.class);
        }
        // Waits are followed only while releases tell: one that does not would be charged to a later one.
        lockWaits = null;
        instrumenter.accept(classes(watchingParks, fraction > 0));
        lockWaits = fraction > 0 ? new LockWaits(fraction) : null;
        return fraction > 0;
    }

    /** By stack, see {@link StackTotals#rows}. */
    static List<Object[]> parks() {
        StackTotals known = parks;
        return known == null ? List.of() : known.rows();
    }

    /** By the releaser's stack, see {@link StackTotals#rows}: waits that were made to wait first there, and their time. */
    static List<Object[]> releases() {
        StackTotals known = releases;
        return known == null ? List.of() : known.rows();
    }

    /** By stack, see {@link StackTotals#rows}. */
    static List<Object[]> starts() {
        StackTotals known = starts;
        return known == null ? List.of() : known.rows();
    }

    /** See {@link ThreadCreators#labels(long)}. */
    static String[] inheritedLabels(long thread) {
        return CREATORS.labels(thread);
    }

    /** See {@link ThreadCreators#labels()}. */
    static Map<Long, String[]> inheritedLabels() {
        return CREATORS.labels();
    }

    /** See {@link ThreadCreators#of}. */
    static Object[] creator(long thread) {
        return CREATORS.of(thread);
    }
}
