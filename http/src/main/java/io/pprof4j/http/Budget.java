// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time that may go into what clients ask for: a tenth, of which two seconds can be saved up, so that a person who
 * looks around, or scrapers that come every few seconds, never wait.
 *
 * <p>What counts is the time that passes, not the CPU time of the thread that works: collections and stack dumps stop the
 * whole program, while others do the work. On a busy machine that counts too much, which is when less is right. Thread-safe.
 */
final class Budget {
    static final long SAVED_NANOS = Duration.ofSeconds(2).toNanos();

    /** Nobody waits longer than ten seconds for the one collection of a large heap that somebody else has asked for. */
    private static final long MOST_OWED_NANOS = Duration.ofSeconds(1).toNanos();

    /** Of the time that passes, one part is for clients. */
    private static final long PARTS = 10;

    private final LongSupplier clock;
    /** What may be spent, negative if too much was. Guarded by this, as is the next. */
    private long balanceNanos = SAVED_NANOS;

    private long asOf;

    /** @param clock as System.nanoTime */
    Budget(LongSupplier clock) {
        this.clock = clock;
        this.asOf = clock.getAsLong();
    }

    /** Until work may begin: when what was spent too much has been saved again. */
    synchronized Duration untilNext() {
        save();
        return Duration.ofNanos(balanceNanos < 0 ? -balanceNanos * PARTS : 0);
    }

    /** How long it takes is known only afterwards. */
    synchronized void spend(Duration worked) {
        save();
        balanceNanos = Math.max(-MOST_OWED_NANOS, balanceNanos - worked.toNanos());
    }

    private void save() {
        long saved = (clock.getAsLong() - asOf) / PARTS;
        // What is less than a nanosecond is saved the next time.
        asOf += saved * PARTS;
        balanceNanos = Math.min(SAVED_NANOS, balanceNanos + saved);
    }
}
