// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.recorder.QuietThread;
import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends profiles to a Pyroscope server now and then, for programs that nobody can reach to scrape them. Those that add up
 * are sent as what was added since the push before, in-use as of the end.
 *
 * <p>All is done by one daemon thread, which the program never waits for; what it allocates is in no profile. What cannot
 * be sent is kept, up to 8 MiB, and tried again after a while that grows with each failure; then the oldest is lost.
 * One line on stderr says when that begins, and one when it is over. Thread-safe.
 */
public final class ProfilePusher implements AutoCloseable {
    private static final long BUFFER_BYTES = 8L << 20;
    private static final Duration LAST_PUSH = Duration.ofSeconds(5);

    private final PushSettings settings;
    private final UploadClient client;
    private final UploadQueue queue;
    private final Backoff backoff;
    private final PushReport report;
    private final Duration lastPush;
    private final Map<PushedProfile, PushInterval> intervals = new EnumMap<>(PushedProfile.class);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Pushing();

    /** When the current interval began; of the pushing thread. */
    private Instant from = Instant.now();

    /** By System.nanoTime; of the pushing thread. */
    private long nextPush;

    private long nextAttempt;

    /** Whether the server has refused anything of the last interval; of the pushing thread. */
    private boolean refused;

    /** Whose absence was said; of the pushing thread. */
    private final Set<PushedProfile> missing = EnumSet.noneOf(PushedProfile.class);

    /** @param lastPush how long closing may take */
    ProfilePusher(PushSettings settings, UploadQueue queue, Backoff backoff, Duration lastPush) {
        this.settings = settings;
        this.client = new UploadClient(settings.server(), settings.token());
        this.queue = queue;
        this.backoff = backoff;
        this.lastPush = lastPush;
        this.report = new PushReport(settings.server());
        for (String name : settings.profiles()) {
            PushedProfile profile = PushedProfile.of(name);
            intervals.put(profile, profile.interval());
        }
    }

    /** Starts to push. Returns at once; the first push is after an interval. */
    public static ProfilePusher start(PushSettings settings) {
        long[] entered = RecorderLink.enter();
        try {
            Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
            return new ProfilePusher(settings, new UploadQueue(BUFFER_BYTES), backoff, LAST_PUSH).start();
        } finally {
            RecorderLink.leave(entered);
        }
    }

    ProfilePusher start() {
        thread.start();
        return this;
    }

    /** Pushes what was measured last, and ends; takes five seconds at most. A second call does nothing. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(lastPush.toMillis());
        } catch (InterruptedException noMorePatience) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Pushing extends QuietThread {
        Pushing() {
            super("pprof4j-push");
        }

        @Override
        protected void work() {
            try {
                push();
            } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error failure) {
                System.err.println("pprof4j: profiles are pushed no more: " + failure);
            }
        }
    }

    private void push() throws InterruptedException {
        begin();
        nextPush = System.nanoTime() + settings.interval().toNanos();
        nextAttempt = System.nanoTime();
        while (!closing.await(pause(), TimeUnit.NANOSECONDS)) {
            if (isPast(nextPush)) {
                collect(false);
                nextPush = Math.max(nextPush + settings.interval().toNanos(), System.nanoTime());
            }
            while (!queue.isEmpty() && isPast(nextAttempt) && closing.getCount() > 0) {
                sendFirst();
            }
        }
        collect(true);
        boolean sent = true;
        while (sent && !queue.isEmpty()) {
            sent = sendFirst();
        }
    }

    private static boolean isPast(long nanoTime) {
        return System.nanoTime() - nanoTime >= 0;
    }

    private long pause() {
        long push = nextPush - System.nanoTime();
        return queue.isEmpty() ? push : Math.min(push, nextAttempt - System.nanoTime());
    }

    private void begin() {
        intervals.entrySet().removeIf(entry -> {
            try {
                entry.getValue().begin();
                return false;
            } catch (IOException | RuntimeException | LinkageError failure) {
                sayMissing(entry.getKey(), failure);
                return true;
            }
        });
    }

    private void collect(boolean last) {
        Instant until = Instant.now();
        intervals.forEach((profile, interval) -> {
            try {
                (last ? interval.last() : interval.next())
                        .ifPresent(content -> queue.add(Upload.of(settings, profile, content, from, until)));
            } catch (IOException | RuntimeException | LinkageError failure) {
                sayMissing(profile, failure);
            }
        });
        report.lost(queue.takeDropped());
        refused = false;
        from = until;
    }

    private void sayMissing(PushedProfile profile, Throwable failure) {
        if (missing.add(profile)) {
            System.err.println("pprof4j: there is no " + profile.profileName() + " profile to push: " + failure);
        }
    }

    /** Whether the server can be reached. */
    private boolean sendFirst() {
        try {
            client.send(queue.first());
            queue.removeFirst();
            backoff.reset();
            if (queue.isEmpty() && !refused) {
                report.succeeded();
            }
            return true;
        } catch (UploadRefused refusal) {
            queue.removeFirst();
            refused = true;
            report.lost(1);
            report.failed(refusal.getMessage());
            return true;
        } catch (IOException | RuntimeException failure) {
            report.failed(String.valueOf(failure.getMessage()));
            nextAttempt = System.nanoTime() + backoff.next().toNanos();
            return false;
        }
    }
}
