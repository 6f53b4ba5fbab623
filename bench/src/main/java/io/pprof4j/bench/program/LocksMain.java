// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.bench.Spread;
import io.pprof4j.runtime.BlockProfile;
import io.pprof4j.runtime.MutexProfile;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * What the profiles {@code mutex} and {@code block} cost a lock and a wait, started by hand under an agent with {@code
 * http=0}. On and off take turns in one JVM; medians, and the smallest and largest.
 */
public final class LocksMain {
    private static final int TURNS = 7;

    /** Switching throws compiled code away. */
    private static final int WARM_UPS = 2;

    private static final int FREE = 5_000_000;
    private static final int PARKS = 500_000;
    private static final int WAITS = 5_000;

    /** What a lock protects. */
    static long counted;

    private LocksMain() {}

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        System.out.printf("%-50s %24s %24s%n", "ns", "off", "on");
        compare("mutex: a lock that nobody waits for", on -> MutexProfile.setFraction((int) on), LocksMain::free);
        compare("mutex: a lock handed to one who waits", on -> MutexProfile.setFraction((int) on), LocksMain::handed);
        compare("block: a wait that is over at once", BlockProfile::setRate, LocksMain::parks);
    }

    /** Some work, of which this many nanoseconds each step took. */
    private interface Work {
        double nanos() throws Exception;
    }

    private static void compare(String what, LongConsumer profile, Work work) throws Exception {
        double[][] nanos = new double[2][TURNS];
        for (int turn = -1; turn < TURNS; turn++) {
            for (int on = 0; on <= 1; on++) {
                profile.accept(on);
                for (int i = 0; i < WARM_UPS; i++) {
                    work.nanos();
                }
                double each = work.nanos();
                if (turn >= 0) {
                    nanos[on][turn] = each;
                }
            }
        }
        profile.accept(0);
        System.out.printf(
                "%-50s %24s %24s%n",
                what, Spread.of(nanos[0]).format("%.1f"), Spread.of(nanos[1]).format("%.1f"));
    }

    private static double free() {
        ReentrantLock lock = new ReentrantLock();
        long began = System.nanoTime();
        for (int i = 0; i < FREE; i++) {
            count(lock);
        }
        return (double) (System.nanoTime() - began) / FREE;
    }

    private static double handed() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock(true);
        AtomicBoolean over = new AtomicBoolean();
        Runnable work = () -> {
            for (int i = 0; i < WAITS; i++) {
                whenWaitedFor(lock, over);
            }
            over.set(true);
        };
        return beside(work, work) / (2 * WAITS);
    }

    private static void whenWaitedFor(ReentrantLock lock, AtomicBoolean over) {
        lock.lock();
        try {
            counted++;
            while (!lock.hasQueuedThreads() && !over.get()) {
                Thread.onSpinWait();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void count(ReentrantLock lock) {
        lock.lock();
        try {
            counted++;
        } finally {
            lock.unlock();
        }
    }

    private static double parks() {
        long began = System.nanoTime();
        for (int i = 0; i < PARKS; i++) {
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
        }
        return (double) (System.nanoTime() - began) / PARKS;
    }

    private static double beside(Runnable first, Runnable second) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(2);
        Thread other = new Thread(() -> {
            await(start);
            second.run();
        });
        other.start();
        await(start);
        long began = System.nanoTime();
        first.run();
        other.join();
        return System.nanoTime() - began;
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }
}
