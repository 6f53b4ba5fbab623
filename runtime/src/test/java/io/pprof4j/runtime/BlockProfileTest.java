// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.pprof4j.profile.Profiles;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of wait, eleven times, 50 ms each or longer where the machine is busy: the waiters measure themselves. */
class BlockProfileTest {
    private static final int WAITS = 11;
    private static final long MILLIS = Contention.MILLIS;

    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();

    @BeforeEach
    void turnOn() {
        BlockProfile.setRate(1);
    }

    @AfterEach
    void turnOff() {
        BlockProfile.setRate(0);
    }

    private interface Wait {
        void run() throws InterruptedException;
    }

    private static void check(String function, Wait wait) throws Exception {
        Contended before = Contended.of("block", "BlockProfileTest." + function);
        long waited = 0;
        for (int i = 0; i < WAITS; i++) {
            long began = System.nanoTime();
            wait.run();
            waited += System.nanoTime() - began;
        }
        Contended read = Contended.of("block", "BlockProfileTest." + function).minus(before);
        read.isAbout(WAITS * Contention.MILLIS, waited);
        assertThat(read.count()).isBetween((long) WAITS, 3L * WAITS);
    }

    @Test
    void recordingsThatOthersStopHarmNobody() {
        FlightRecorder.getFlightRecorder().getRecordings().forEach(Recording::stop);

        assertThatCode(() -> BlockProfile.setRate(0)).doesNotThrowAnyException();
    }

    @Test
    void recordingsThatOthersCloseHarmNobody() {
        FlightRecorder.getFlightRecorder().getRecordings().forEach(Recording::close);

        assertThatCode(() -> BlockProfile.setRate(0)).doesNotThrowAnyException();
    }

    private void holdMonitor(Runnable inside) {
        synchronized (monitor) {
            inside.run();
        }
    }

    private long enterMonitor() {
        synchronized (monitor) {
            return System.nanoTime();
        }
    }

    private void holdLock(Runnable inside) {
        lock.lock();
        try {
            inside.run();
        } finally {
            lock.unlock();
        }
    }

    private long enterLock() {
        lock.lock();
        try {
            return System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    private void waitInObjectWait() throws InterruptedException {
        synchronized (monitor) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
            while (System.nanoTime() < end) {
                monitor.wait(MILLIS);
            }
        }
    }

    private void waitForQueue() throws InterruptedException {
        assertThat(queue.poll(MILLIS, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void timeInObjectWaitIsTheWaiters() throws Exception {
        check("waitInObjectWait", this::waitInObjectWait);
    }

    @Test
    void timeAtAQueueIsTheWaiters() throws Exception {
        check("waitForQueue", this::waitForQueue);
    }

    @Test
    void timeForAMonitorIsTheWaiters() throws Exception {
        Contention contention = new Contention(this::holdMonitor, this::enterMonitor);
        Contended before = Contended.of("block", "BlockProfileTest.enterMonitor");
        long waited = contention.measure(WAITS);
        Contended read = Contended.of("block", "BlockProfileTest.enterMonitor").minus(before);
        read.isAbout(WAITS * Contention.MILLIS, waited);
        assertThat(read.count()).isBetween((long) WAITS, 3L * WAITS);
    }

    @Test
    void timeForALockIsTheWaiters() throws Exception {
        Contention contention = new Contention(this::holdLock, this::enterLock);
        Contended before = Contended.of("block", "BlockProfileTest.enterLock");
        long waited = contention.measure(WAITS);
        Contended read = Contended.of("block", "BlockProfileTest.enterLock").minus(before);
        read.isAbout(WAITS * Contention.MILLIS, waited);
    }

    @Test
    void textHasGosHeader() throws Exception {
        waitForQueue();
        assertThat(Contended.text("block"))
                .startsWith("--- contention:\ncycles/second=1000000000\n")
                .containsPattern("(?m)^\\d+ \\d+ @( 0x[0-9a-f]+)+\\R#\t0x");
        assertThat(Profiles.lookup("block").count()).isPositive();
    }

    @Test
    void whatWasRecordedStaysWhenItIsTurnedOff() throws Exception {
        waitForQueue();
        BlockProfile.setRate(0);
        assertThat(BlockProfile.rate()).isZero();
        long nanos = Contended.of("block", "BlockProfileTest.waitForQueue").nanos();
        assertThat(nanos).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(MILLIS - 1));
        waitForQueue();
        assertThat(Contended.of("block", "BlockProfileTest.waitForQueue").nanos())
                .isEqualTo(nanos);
        assertThat(Contended.text("block")).contains("# pprof4j: block profiling is off");
    }
}
