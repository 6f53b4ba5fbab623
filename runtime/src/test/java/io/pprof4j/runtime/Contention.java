// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One thread holds what this thread waits for, again and again, and lets go 50 ms after this one began to wait. */
final class Contention {
    static final long MILLIS = 50;

    private final Thread waiter = Thread.currentThread();
    private final Consumer<Runnable> hold;
    private final LongSupplier acquire;
    private volatile boolean entering;

    /**
     * @param hold runs something while it holds what both want
     * @param acquire takes it too; returns when that was, by System.nanoTime
     */
    Contention(Consumer<Runnable> hold, LongSupplier acquire) {
        this.hold = hold;
        this.acquire = acquire;
    }

    /** How long this thread waited in all, in nanoseconds, by its own clock. */
    long measure(int times) throws InterruptedException {
        long waited = 0;
        for (int i = 0; i < times; i++) {
            entering = false;
            CountDownLatch held = new CountDownLatch(1);
            Thread holder = new Thread(() -> hold.accept(() -> untilWaitedFor(held)));
            holder.start();
            held.await();
            waited += enter();
            holder.join();
        }
        return waited;
    }

    private long enter() {
        entering = true;
        long began = System.nanoTime();
        return acquire.getAsLong() - began;
    }

    private void untilWaitedFor(CountDownLatch held) {
        held.countDown();
        while (!entering || waiter.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
