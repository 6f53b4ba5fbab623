// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.Arrays;

/** The tallies that have begun and not ended; few, since each is a measurement that somebody waits for. Thread-safe. */
final class Tallies {
    private static final Tally[] NONE = {};

    /** Rounds in which a thread that is just storing its own countdown may win against its being set. */
    private static final int ROUNDS = 3;

    private volatile Tally[] running = NONE;

    /** Not to be changed; empty nearly always. */
    Tally[] running() {
        return running;
    }

    /** Begins on all threads but the current one, which is quiet, and whose countdown the caller sets. */
    void begin(Tally tally) {
        add(tally);
        for (int round = 0; round < ROUNDS; round++) {
            for (Thread thread : threads(tally)) {
                if (escapes(thread)) {
                    ThreadCountdown.current().countdown(thread, 0);
                }
            }
        }
    }

    /** Threads that were covered draw their next distance when they next allocate. */
    void end(Tally tally) {
        remove(tally);
        for (Thread thread : threads(tally)) {
            if (escapes(thread)) {
                tally.lost();
            }
        }
    }

    /** An object of this thread could not be counted. */
    void lost(Thread thread) {
        for (Tally tally : running) {
            if (tally.covers(thread)) {
                tally.lost();
            }
        }
    }

    private synchronized void add(Tally tally) {
        Tally[] more = Arrays.copyOf(running, running.length + 1);
        more[running.length] = tally;
        running = more;
    }

    private synchronized void remove(Tally tally) {
        Tally[] fewer = new Tally[running.length];
        int kept = 0;
        for (Tally other : running) {
            if (other != tally) {
                fewer[kept++] = other;
            }
        }
        running = kept == 0 ? NONE : Arrays.copyOf(fewer, kept);
    }

    /**
     * The threads to reach. Asking for a stack stops its thread where compiled code is not between reading a countdown
     * and storing it.
     */
    private static Thread[] threads(Tally tally) {
        if (tally.coversAll()) {
            return Thread.getAllStackTraces().keySet().toArray(new Thread[0]);
        }
        Thread[] threads = tally.threads();
        for (Thread thread : threads) {
            if (thread != Thread.currentThread()) {
                thread.getStackTrace();
            }
        }
        return threads;
    }

    /** Whether a thread counts down past the recorder. Those that are quiet or under construction do not. */
    private static boolean escapes(Thread thread) {
        int now = ThreadCountdown.current().countdown(thread);
        return now > 0 && !SampleClock.isQuiet(now) && thread.isAlive();
    }
}
