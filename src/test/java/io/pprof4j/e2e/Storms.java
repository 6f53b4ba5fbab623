// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.heap.MemProfile;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/**
 * Stack overflows or full heaps, by the thousand and on several threads, each caught; then every thread allocates a
 * known number of objects, all recorded. Arguments: {@code overflow} or {@code memory}, times a thread.
 */
final class Storms {
    static final int THREADS = 3;
    static final int KNOWN = 1_000;
    private static final int SMALLEST = 256;

    /** A thread has noticed a new rate when it has allocated so much. */
    private static final int CHUNK = 2 << 20;

    private static final Object[] KEPT = new Object[THREADS * KNOWN];
    static volatile Object sink;

    private Storms() {}

    public static void main(String[] arguments) throws InterruptedException {
        int times = Integer.parseInt(arguments[1]);
        IntUnaryOperator storm = arguments[0].equals("overflow") ? i -> overflows(i, times) : i -> fills(times);
        int[] caught = new int[THREADS];
        AtomicInteger calm = new AtomicInteger(1);
        AtomicInteger raging = new AtomicInteger(THREADS);
        AtomicInteger inexact = new AtomicInteger(1);
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Runnable task = () -> {
                awaitZero(calm);
                caught[number] = storm.applyAsInt(number);
                raging.decrementAndGet();
                awaitZero(inexact);
                sink = new byte[CHUNK];
                known(number * KNOWN);
            };
            // A small stack, so that its end is reached soon and often.
            threads[i] = new Thread(null, task, "storm " + i, 256 << 10);
            threads[i].start();
        }
        pause();
        calm.decrementAndGet();
        awaitZero(raging);
        if (MemProfile.rate() > 1) {
            MemProfile.setRate(1);
        }
        inexact.decrementAndGet();
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("caught " + Arrays.toString(caught) + ", known " + KEPT.length);
    }

    /** Allocates nothing: for others the heap is still full. */
    private static void awaitZero(AtomicInteger number) {
        while (number.get() > 0) {
            pause();
        }
    }

    /** Its first call links it, which takes memory: to be made before the storm. */
    private static void pause() {
        LockSupport.parkNanos(1_000_000);
    }

    /** Each overflow happens somewhere else: after so many frames of this method or that. */
    private static int overflows(int seed, int times) {
        Random random = new Random(seed);
        int caught = 0;
        for (int i = 0; i < times; i++) {
            try {
                approach(random.nextInt(7), i);
            } catch (StackOverflowError expected) {
                caught++;
            }
        }
        return caught;
    }

    /** Moves the end of the stack by steps that are no multiple of what follows. */
    private static int approach(int steps, int kind) {
        if (steps > 0) {
            return approach(steps - 1, kind) + 1;
        }
        return switch (kind % 3) {
            case 0 -> new Nested(0).depth;
            case 1 -> arrays(new int[1]);
            default -> mixed(kind).hashCode();
        };
    }

    /** Its constructor ends in an overflow, with all outer ones under way. */
    private static final class Nested {
        final int depth;
        final Object part;

        Nested(int depth) {
            part = new Nested(depth + 1);
            this.depth = depth + part.hashCode();
        }
    }

    @SuppressWarnings("InfiniteRecursion") // that is the storm
    private static int arrays(int[] array) {
        return arrays(new int[array.length]) + array.length;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Object mixed(int depth) {
        return new Object[] {new Object(), mixed(depth + 1), "at " + depth, new long[depth & 7]};
    }

    private static int fills(int times) {
        int caught = 0;
        for (int i = 0; i < times; i++) {
            try {
                fill(i);
            } catch (OutOfMemoryError expected) {
                caught++;
            }
        }
        return caught;
    }

    /** Large steps, then ever smaller ones, so that the last bytes go, too. */
    private static void fill(int number) {
        Object[] newest = new Object[0];
        int size = 1 << 20;
        while (true) {
            try {
                newest = new Object[] {newest, new byte[size], new Link(number % 2 == 0 ? newest : null)};
            } catch (OutOfMemoryError full) {
                if (size == SMALLEST) {
                    throw full;
                }
                size /= 8;
            }
        }
    }

    private record Link(Object next) {}

    static void known(int from) {
        for (int i = 0; i < KNOWN; i++) {
            KEPT[from + i] = new Link(null);
        }
    }
}
