// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.testing.Allocations;
import io.pprof4j.testing.Measuring;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What measuring costs, started by hand: the attachment, a measurement of nothing, each object that is measured, and each
 * object of a thread that is not, in code that could be measured.
 */
public final class MeasureMain {
    private static final int OBJECTS = 1000;
    private static final int ROUNDS = 2000;
    private static final int LOOPS = 200_000;

    /** Where objects go that the JIT must not remove. */
    static Object kept;

    private MeasureMain() {}

    /** No arguments. */
    public static void main(String[] arguments) {
        double before = perObject(MeasureMain::allocateOften, (long) OBJECTS * LOOPS);
        long began = System.nanoTime();
        Allocations nothing = Allocations.measure(() -> {});
        print("first measurement, with attachment, ms", (System.nanoTime() - began) / 1e6);
        print("objects of code that allocates nothing", (double) nothing.count());
        double empty = perObject(MeasureMain::measureNothing, ROUNDS);
        print("perRun(1) of nothing, µs", empty / 1e3);
        print("each object measured, ns", perObject(MeasureMain::measureObjects, (long) OBJECTS * ROUNDS));
        print("each object not measured, before, ns", before);
        print("each object not measured, since, ns", perObject(MeasureMain::allocateOften, (long) OBJECTS * LOOPS));
    }

    /** The second of two, so that the code is compiled. */
    private static double perObject(LongSupplier work, long objects) {
        double nanos = 0;
        for (int time = 1; time <= 2; time++) {
            long began = System.nanoTime();
            long done = work.getAsLong();
            nanos = System.nanoTime() - began;
            if (done != objects) {
                throw new IllegalStateException(done + " of " + objects);
            }
        }
        return nanos / objects;
    }

    private static long measureNothing() {
        for (int i = 0; i < ROUNDS; i++) {
            Measuring.thisThread().withWarmUps(0).perRun(1, () -> {});
        }
        return ROUNDS;
    }

    private static long measureObjects() {
        return (long) ROUNDS
                * Measuring.thisThread()
                        .withWarmUps(0)
                        .perRun(ROUNDS, MeasureMain::allocate)
                        .count();
    }

    private static long allocateOften() {
        for (int i = 0; i < LOOPS; i++) {
            allocate();
        }
        return (long) OBJECTS * LOOPS;
    }

    private static void allocate() {
        for (int i = 0; i < OBJECTS; i++) {
            kept = new Object();
        }
    }

    private static void print(String what, double value) {
        System.out.printf(Locale.ROOT, "%-45s %10.1f%n", what, value);
    }
}
