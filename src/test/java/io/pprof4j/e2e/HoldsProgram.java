// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * For each byte of input, all at once: locks of every kind are held for a second while five threads wait for each; and a
 * thread each waits as long for a queue, a condition and a semaphore.
 */
final class HoldsProgram {
    static final int WAITERS = 5;
    static final long MILLIS = 1000;
    private static final LinkedBlockingQueue<Object> QUEUE = new LinkedBlockingQueue<>();
    private static final Semaphore SEMAPHORE = new Semaphore(0);
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition CONDITION = LOCK.newCondition();
    private static final Object MONITOR = new Object();
    private static final LongAdder PASSED = new LongAdder();
    private static boolean signalled;

    private HoldsProgram() {}

    private interface Starter {
        Thread start(Runnable task) throws Exception;
    }

    private interface Step {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        while (System.in.read() >= 0) {
            List<Thread> threads = new ArrayList<>();
            for (Step step : steps()) {
                threads.add(platform(() -> run(step)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("held");
        }
    }

    private static List<Step> steps() {
        ReentrantReadWriteLock shared = new ReentrantReadWriteLock();
        StampedLock stamped = new StampedLock();
        List<Step> steps = new ArrayList<>(List.of(
                () -> holdLock(new ReentrantLock(), HoldsProgram::platform),
                () -> holdReadLock(shared.readLock(), shared.writeLock()),
                () -> holdStampedLock(stamped.asWriteLock(), stamped.asReadLock()),
                HoldsProgram::holdMonitor,
                HoldsProgram::takeFromQueue,
                HoldsProgram::awaitCondition,
                HoldsProgram::acquireSemaphore,
                HoldsProgram::letOthersGoOn));
        if (Runtime.version().feature() >= 21) {
            steps.add(() -> VirtualThreads.start(
                            () -> run(() -> holdLockVirtually(new ReentrantLock(), VirtualThreads::start)))
                    .join());
        }
        return steps;
    }

    private static Thread platform(Runnable task) {
        Thread thread = new Thread(task, "waiter");
        thread.start();
        return thread;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<Thread> waiters(Lock lock, Starter starter) throws Exception {
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            waiters.add(starter.start(() -> {
                lock.lock();
                try {
                    PASSED.increment();
                } finally {
                    lock.unlock();
                }
            }));
        }
        return waiters;
    }

    private static void hold(Lock held, Lock waitedFor, Starter starter) throws Exception {
        held.lock();
        try {
            waiters(waitedFor, starter);
            Thread.sleep(MILLIS);
        } finally {
            held.unlock();
        }
    }

    private static void holdLock(Lock lock, Starter starter) throws Exception {
        hold(lock, lock, starter);
    }

    private static void holdLockVirtually(Lock lock, Starter starter) throws Exception {
        hold(lock, lock, starter);
    }

    private static void holdReadLock(Lock held, Lock waitedFor) throws Exception {
        hold(held, waitedFor, HoldsProgram::platform);
    }

    private static void holdStampedLock(Lock held, Lock waitedFor) throws Exception {
        hold(held, waitedFor, HoldsProgram::platform);
    }

    private static void holdMonitor() throws InterruptedException {
        synchronized (MONITOR) {
            for (int i = 0; i < WAITERS; i++) {
                platform(HoldsProgram::enterMonitor);
            }
            Thread.sleep(MILLIS);
        }
    }

    private static void enterMonitor() {
        synchronized (MONITOR) {
            PASSED.increment();
        }
    }

    private static void takeFromQueue() throws InterruptedException {
        QUEUE.take();
    }

    private static void acquireSemaphore() throws InterruptedException {
        SEMAPHORE.acquire();
    }

    private static void awaitCondition() throws InterruptedException {
        LOCK.lock();
        try {
            while (!signalled) {
                CONDITION.await();
            }
            signalled = false;
        } finally {
            LOCK.unlock();
        }
    }

    private static void letOthersGoOn() throws InterruptedException {
        Thread.sleep(MILLIS);
        QUEUE.add("element");
        SEMAPHORE.release();
        LOCK.lock();
        try {
            signalled = true;
            CONDITION.signalAll();
        } finally {
            LOCK.unlock();
        }
    }
}
