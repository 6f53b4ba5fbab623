// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What methods of {@code java.base} tell while they are watched: where threads park, and where they start others. Entered
 * on application threads; whatever fails there is an event lost, not the application's business. Thread-safe.
 */
public final class ThreadEvents {
    /** Null until threads are watched for the first time. */
    private static volatile StackTotals starts;

    /** Null until parking is watched for the first time; kept afterwards. */
    private static volatile StackTotals parks;

    private static volatile boolean watchingParks;
    private static final ThreadCreators CREATORS = new ThreadCreators();

    /** Told whether starts and parks are to be watched; null while nothing is. Guarded by the class. */
    private static BiConsumer<Boolean, Boolean> instrumenter;

    private ThreadEvents() {}

    /** Entered before a thread parks. Returns what {@link #parked} needs. */
    public static long parking() {
        return watchingParks ? System.nanoTime() : 0;
    }

    /** Entered after a thread parked. */
    public static void parked(long since) {
        if (since != 0) {
            record(parks, System.nanoTime() - since, null);
        }
    }

    /** Entered by the thread that starts this one. */
    public static void starting(Thread started) {
        record(starts, 0, started);
    }

    /** An exception here, a stack overflow above all, would leave the application's lock behind in the middle. */
    private static void record(StackTotals totals, long nanos, Thread started) {
        try {
            long[] entered = Recorder.enter();
            try {
                StackTraceElement[] stack = totals.add(new Throwable(), nanos);
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
     * @param adapter instruments what starts threads, and what parks, or gives it its own code back; null to end
     */
    static synchronized void watch(BiConsumer<Boolean, Boolean> adapter) {
        if (starts == null) {
            starts = new StackTotals(ThreadEvents.class);
            loadWhatIsNeeded();
        }
        BiConsumer<Boolean, Boolean> before = instrumenter;
        watchingParks = false;
        instrumenter = adapter;
        if (before != null) {
            before.accept(false, false);
        }
        if (adapter != null) {
            adapter.accept(true, false);
        }
    }

    /** What is met for the first time while a thread parks would have to be loaded there. */
    private static void loadWhatIsNeeded() {
        new StackTotals().add(new Throwable(), 0);
        CREATORS.add(Thread.currentThread(), new StackTraceElement[0]);
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
        instrumenter.accept(true, on);
        return on;
    }

    /** By stack, see {@link StackTotals#rows}. */
    static List<Object[]> parks() {
        StackTotals known = parks;
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
