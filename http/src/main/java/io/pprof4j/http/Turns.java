// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of the program clients may use at once, however many they are: two profiles are made at a time, within the
 * {@link Budget}, others wait for their turn; 64 may be measured over a span, each of which keeps an encoded profile in
 * memory. Guarded by the semaphores.
 */
final class Turns {
    private static final int AT_A_TIME = 2;
    private static final int SPANS = 64;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    /** About what a thread, a socket and sending cost: with hundreds of clients more than what they share. */
    private static final Duration REPLY = Duration.ofMillis(1);

    private final Semaphore making = new Semaphore(AT_A_TIME, true);
    private final Semaphore spans = new Semaphore(SPANS);
    private final LongSupplier clock;
    private final Budget budget;

    /** @param clock as System.nanoTime */
    Turns(LongSupplier clock) {
        this.clock = clock;
        this.budget = new Budget(clock);
    }

    /** When somebody who comes now has waited too long, by {@link #untilOver}. */
    long patienceEnds() {
        return clock.getAsLong() + PATIENCE_NANOS;
    }

    /** In nanoseconds; not positive if it is over. */
    long untilOver(long patienceEnds) {
        return patienceEnds - clock.getAsLong();
    }

    /**
     * Does the work when it is its turn.
     *
     * @throws ClientGoneException if there is nobody any more to do it for
     */
    void take(Runnable work, long patienceEnds, Client client)
            throws Refusal, ClientGoneException, InterruptedException {
        if (!making.tryAcquire(untilOver(patienceEnds), TimeUnit.NANOSECONDS)) {
            throw busy();
        }
        try {
            awaitBudget(patienceEnds, client);
            long began = clock.getAsLong();
            try {
                work.run();
            } finally {
                budget.spend(Duration.ofNanos(clock.getAsLong() - began));
            }
        } finally {
            making.release();
        }
    }

    /** Also where it is too long a wait: who is refused at once asks again at once. */
    private void awaitBudget(long patienceEnds, Client client)
            throws Refusal, ClientGoneException, InterruptedException {
        Duration wait = budget.untilNext();
        Duration patience = Duration.ofNanos(Math.max(0, untilOver(patienceEnds)));
        if (wait.isZero()) {
            return;
        }
        if (wait.compareTo(patience) > 0) {
            client.await(patience);
            throw busy();
        }
        client.await(wait);
    }

    /** Counts one client who gets what was made. */
    void spendReply() {
        budget.spend(REPLY);
    }

    /** Begins a measurement; the caller ends it. */
    void beginSpan() throws Refusal {
        if (!spans.tryAcquire()) {
            throw busy();
        }
    }

    void endSpan() {
        spans.release();
    }

    static Refusal busy() {
        return new Refusal(503, "too many profiles are being made - try again later");
    }
}
