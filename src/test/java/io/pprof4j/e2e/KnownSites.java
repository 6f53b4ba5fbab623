// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.heap.MemProfile;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Adler32;

/**
 * A program with a known result, an exit code of its own, and a known number of objects at each of its methods, on two
 * threads. Whatever the agent started with, everything is recorded.
 */
public final class KnownSites {
    static final int EXIT_CODE = 7;
    static final int THREADS = 2;
    static final int BOXES = 10_000;
    static final int ARRAYS = 5_000;
    static final int PAIRS = 2_000;
    static final int UPDATES = 3_000;

    private static final Object[] KEPT = new Object[THREADS * PAIRS];
    static volatile Object sink;

    private KnownSites() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("result " + allocate());
        report("advice.application");
        report("advice.jdk");
        System.exit(EXIT_CODE);
    }

    /** Runs all sites; the result depends on each object. */
    static long allocate() throws InterruptedException {
        if (MemProfile.rate() > 1) {
            MemProfile.setRate(1);
        }
        long[] sums = new long[THREADS];
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads[i] = new Thread(() -> sums[number] = boxes() + arrays() + pairs(number * PAIRS) + checksum());
            threads[i].start();
        }
        long sum = 0;
        for (int i = 0; i < THREADS; i++) {
            threads[i].join();
            sum += sums[i];
        }
        return sum;
    }

    /** What another agent has counted here, if there is one. */
    private static void report(String counter) {
        if (System.getProperties().get(counter) instanceof AtomicLong count) {
            System.out.println(counter + " " + count);
        }
    }

    static long boxes() {
        long sum = 0;
        for (int i = 0; i < BOXES; i++) {
            Box box = new Box(i);
            sink = box;
            sum += box.number;
        }
        return sum;
    }

    static long arrays() {
        long sum = 0;
        for (int i = 0; i < ARRAYS; i++) {
            int[] array = new int[i % 100];
            sink = array;
            sum += array.length;
        }
        return sum;
    }

    static long pairs(int from) {
        long sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            Pair pair = new Pair(i);
            KEPT[from + i] = pair;
            sum += pair.left.number + pair.right.number;
        }
        return sum;
    }

    static long checksum() {
        Adler32 sum = new Adler32();
        for (int i = 0; i < UPDATES; i++) {
            sum.update(i);
        }
        return sum.getValue();
    }

    private static class Box {
        final int number;

        Box(int number) {
            this.number = number;
        }
    }

    static final class Pair {
        final Box left;
        final Box right;

        Pair(int number) {
            left = new Box(number);
            right = new Box(-1);
        }
    }
}
