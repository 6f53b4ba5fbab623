// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MutexProfileTest {
    private static final int WAITERS = 5;
    private static final long HELD_MILLIS = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong waited = new AtomicLong();

    @AfterEach
    void turnOff() {
        MutexProfile.setFraction(0);
    }

    private void holdMonitor(List<Thread> waiters) throws InterruptedException {
        synchronized (this) {
            waiters.forEach(Thread::start);
            Thread.sleep(HELD_MILLIS);
        }
    }

    private void holdLock(List<Thread> waiters) throws InterruptedException {
        lock.lock();
        try {
            waiters.forEach(Thread::start);
            Thread.sleep(HELD_MILLIS);
        } finally {
            lock.unlock();
        }
    }

    private void enterMonitor() {
        long began = System.nanoTime();
        synchronized (this) {
            waited.addAndGet(System.nanoTime() - began);
        }
    }

    private void enterLock() {
        long began = System.nanoTime();
        lock.lock();
        try {
            waited.addAndGet(System.nanoTime() - began);
        } finally {
            lock.unlock();
        }
    }

    private static List<Thread> threads(Runnable task) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            threads.add(new Thread(task));
        }
        return threads;
    }

    private void check(String holder, List<Thread> waiters) throws Exception {
        for (Thread waiter : waiters) {
            waiter.join();
        }
        Contended read = Contended.of("mutex", "MutexProfileTest." + holder);
        // A look that comes late on a busy machine is wrong by as much, at each end of the wait.
        assertThat(read.nanos()).isBetween(waited.get() / 10 * 7, waited.get() / 10 * 13);
        assertThat(read.count()).as("a waiter may have woken and waited on").isBetween((long) WAITERS, 2L * WAITERS);
    }

    @Test
    void fiveThatWaitASecondForAMonitorAreFiveSecondsOfTheHolders() throws Exception {
        assertThat(MutexProfile.setFraction(1)).isZero();
        List<Thread> waiters = threads(this::enterMonitor);
        holdMonitor(waiters);
        check("holdMonitor", waiters);
    }

    @Test
    void fiveThatWaitASecondForALockAreFiveSecondsOfTheHolders() throws Exception {
        MutexProfile.setFraction(1);
        List<Thread> waiters = threads(this::enterLock);
        holdLock(waiters);
        check("holdLock", waiters);
    }

    @Test
    void fractionIsReturnedAndNegativeReads() {
        assertThat(MutexProfile.setFraction(5)).isZero();
        assertThat(MutexProfile.setFraction(-1)).isEqualTo(5);
        assertThat(MutexProfile.setFraction(0)).isEqualTo(5);
        assertThat(MutexProfile.setFraction(-1)).isZero();
    }

    @Test
    void textHasGosHeader() throws Exception {
        MutexProfile.setFraction(3);
        assertThat(Contended.text("mutex")).startsWith("--- mutex:\ncycles/second=1000000000\nsampling period=3\n");
        MutexProfile.setFraction(0);
        assertThat(Contended.text("mutex"))
                .startsWith("--- mutex:\ncycles/second=1000000000\n")
                .contains("# pprof4j: mutex profiling is off");
    }
}
