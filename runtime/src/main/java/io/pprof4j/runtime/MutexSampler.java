// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.QuietThread;
import io.pprof4j.recorder.RecorderLink;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks, again and again, who waits for whom. A daemon thread; only it adds. */
final class MutexSampler extends QuietThread implements AutoCloseable {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MAX_FRAMES = 256;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Contentions waits;
    private final long periodNanos;
    private final boolean monitorsOnly;
    /** By waiting thread, the number of its wait. */
    private Map<Long, Long> met = new HashMap<>();

    private volatile boolean closed;

    private MutexSampler(Contentions waits, int fraction, boolean monitorsOnly) {
        super("pprof4j-mutex");
        this.waits = waits;
        this.periodNanos = fraction * PERIOD_NANOS;
        this.monitorsOnly = monitorsOnly;
    }

    /** @param monitorsOnly whether others see to the locks that threads park for */
    static MutexSampler start(Contentions waits, int fraction, boolean monitorsOnly) {
        MutexSampler sampler = new MutexSampler(waits, fraction, monitorsOnly);
        sampler.start();
        return sampler;
    }

    @Override
    protected void work() {
        try {
            long last = System.nanoTime();
            while (!closed) {
                TimeUnit.NANOSECONDS.sleep(periodNanos);
                long now = System.nanoTime();
                look(now - last);
                last = now;
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failure) {
            System.err.println("pprof4j: mutex profiling ended: " + failure);
        }
    }

    /** What waits now has waited since the last look, however late this one is. */
    private void look(long nanos) {
        Map<Long, Long> meeting = new HashMap<>();
        Map<Long, Waiters> byHolder = new HashMap<>();
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getLockOwnerId() >= 0 && isLookedFor(info.getThreadState())) {
                long wait = info.getBlockedCount() + info.getWaitedCount();
                Long before = met.get(info.getThreadId());
                boolean known = before != null && before == wait;
                meeting.put(info.getThreadId(), wait);
                byHolder.merge(info.getLockOwnerId(), new Waiters(1, known ? 0 : 1), Waiters::plus);
            }
        }
        met = meeting;
        byHolder.forEach((holder, waiters) -> add(holder, waiters, nanos));
    }

    private boolean isLookedFor(Thread.State state) {
        return state == Thread.State.BLOCKED || !monitorsOnly;
    }

    private void add(long holder, Waiters waiters, long nanos) {
        ThreadInfo info = threads.getThreadInfo(holder, MAX_FRAMES);
        var stack = info == null ? null : OwnStacks.without(info.getStackTrace());
        if (stack != null && !stack.isEmpty()) {
            LabelledStack labelled = new LabelledStack(stack, Labels.inProfile(RecorderLink.labels(holder)));
            waits.add(labelled, waiters.begun(), waiters.count() * nanos);
        }
    }

    /** Those who wait for one thread, and how many of them did not at the last look. */
    private record Waiters(long count, long begun) {
        Waiters plus(Waiters more) {
            return new Waiters(count + more.count, begun + more.begun);
        }
    }

    @Override
    public void close() {
        closed = true;
        interrupt();
    }
}
