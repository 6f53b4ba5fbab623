// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WaitsTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Waits waits = new Waits();

    private static ThreadDetails detailsOf(Thread thread) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
        return new ThreadDetails(Map.of(thread.getId(), info));
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    @Test
    void aWaitThatGoesOnIsAsOldAsWhenItWasSeenFirst() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        awaitWaiting(waiting);
        ThreadDetails details = detailsOf(waiting);
        waits.observe(details, 0);
        waits.observe(detailsOf(waiting), 2 * MINUTE);
        assertThat(waits.minutes(waiting.getId(), 3 * MINUTE + 1)).isEqualTo(3);
        end.countDown();
        waiting.join();
    }

    @Test
    void anotherWaitBeginsAnew() throws Exception {
        Object lock = new Object();
        CountDownLatch between = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                between.await();
                while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.park(lock);
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        awaitWaiting(waiting);
        waits.observe(detailsOf(waiting), 0);
        between.countDown();
        while (!holdsStill(waiting, lock)) {
            Thread.sleep(1);
        }
        waits.observe(detailsOf(waiting), 2 * MINUTE);
        assertThat(waits.minutes(waiting.getId(), 3 * MINUTE)).isEqualTo(1);
        waiting.interrupt();
        waiting.join();
    }

    private static boolean holdsStill(Thread thread, Object lock) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
        return info.getLockInfo() != null && info.getLockInfo().getIdentityHashCode() == System.identityHashCode(lock);
    }

    @Test
    void nobodyKnowsBeforeTheFirstReading() {
        assertThat(waits.minutes(Thread.currentThread().getId(), 99 * MINUTE)).isZero();
    }
}
