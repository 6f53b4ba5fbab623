// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.recorder.RecorderLink;
import java.util.ArrayList;
import java.util.List;

/**
 * How to measure: on which threads, and after how many runs that do not count. Immutable and thread-safe; measurements
 * of different threads do not disturb each other.
 */
public final class Measuring {
    private static final int DEFAULT_WARM_UPS = 2;

    /** After so many runs that differ there is nothing to be hoped for. */
    private static final int MAX_RUNS = 10;

    private final Thread[] threads;
    private final boolean all;
    private final int warmUps;

    private Measuring(Thread[] threads, boolean all, int warmUps) {
        this.threads = threads;
        this.all = all;
        this.warmUps = warmUps;
    }

    /** Measures what the thread that measures allocates itself, be it virtual or not. */
    public static Measuring thisThread() {
        return new Measuring(new Thread[0], false, DEFAULT_WARM_UPS);
    }

    /** Measures what these threads allocate meanwhile, virtual ones too, and the thread that measures. */
    public static Measuring threads(Thread... others) {
        return new Measuring(others.clone(), false, DEFAULT_WARM_UPS);
    }

    /**
     * Measures what all threads of the JVM allocate meanwhile, from their first object on if they are started by then. Of
     * virtual threads that run already up to a MiB each goes unseen: name those.
     */
    public static Measuring allThreads() {
        return new Measuring(new Thread[0], true, DEFAULT_WARM_UPS);
    }

    /**
     * Runs the code so many times first, unmeasured: classes are loaded, caches filled; after some ten thousand the code is
     * compiled, which changes no count, but {@link Allocations#heapBytes}. 2 by default.
     */
    public Measuring withWarmUps(int runs) {
        if (runs < 0) {
            throw new IllegalArgumentException("warm-up runs " + runs + ": must be at least 0");
        }
        return new Measuring(threads, all, runs);
    }

    /**
     * What one run of the code allocates. It is measured again until two runs in a row are equal, at most 10 times; {@link
     * Allocations#isSteady} tells whether they were.
     */
    public <X extends Throwable> Allocations measure(MeasuredCode<X> code) throws X {
        return measure(code, StackCut.aboveCaller());
    }

    <X extends Throwable> Allocations measure(MeasuredCode<X> code, StackCut cut) throws X {
        MeasuringAgent.start();
        HeapBytes heap = warmUp(code);
        List<Counts> runs = new ArrayList<>();
        Counts last = null;
        boolean steady = false;
        while (!steady && runs.size() < MAX_RUNS) {
            Counts now = once(code, cut);
            steady = now.equals(last);
            last = now;
            runs.add(now);
        }
        return Allocations.of(last, heap.least(), steady ? List.of() : runs);
    }

    /**
     * What one of so many runs allocates in the mean, rounded down, as Go's {@code testing.AllocsPerRun} does, but by type
     * and site.
     */
    public <X extends Throwable> Allocations perRun(int runs, MeasuredCode<X> code) throws X {
        if (runs < 1) {
            throw new IllegalArgumentException("runs " + runs + ": must be at least 1");
        }
        MeasuringAgent.start();
        StackCut cut = StackCut.aboveCaller();
        HeapBytes heap = warmUp(code);
        List<Counts> measured = new ArrayList<>(runs);
        for (int run = 0; run < runs; run++) {
            measured.add(once(code, cut));
        }
        boolean steady = measured.stream().distinct().count() == 1;
        return Allocations.of(Counts.mean(measured), heap.least(), steady ? List.of() : measured);
    }

    /**
     * What stays alive of what each of so many rounds allocates, more with each: a leak.
     *
     * @param rounds at least 4; each ends with a garbage collection
     */
    public <X extends Throwable> Growth growth(int rounds, MeasuredCode<X> code) throws X {
        if (rounds < 4) {
            throw new IllegalArgumentException("rounds " + rounds + ": must be at least 4");
        }
        MeasuringAgent.start();
        StackCut cut = StackCut.aboveCaller();
        for (int run = 0; run < warmUps; run++) {
            MeasuredRun.call(code);
        }
        return Growth.of(covered(), rounds, code, cut);
    }

    private <X extends Throwable> HeapBytes warmUp(MeasuredCode<X> code) throws X {
        HeapBytes heap = new HeapBytes();
        for (int run = 0; run < warmUps; run++) {
            heap.add(code);
        }
        return heap;
    }

    private <X extends Throwable> Counts once(MeasuredCode<X> code, StackCut cut) throws X {
        Object tally = RecorderLink.beginTally(covered(), false);
        try {
            MeasuredRun.call(code);
        } finally {
            RecorderLink.endTally(tally);
        }
        return Counts.allocated(RecorderLink.readTally(tally), cut);
    }

    /** Null stands for all. */
    private Thread[] covered() {
        if (all) {
            return null;
        }
        Thread[] covered = new Thread[threads.length + 1];
        covered[0] = Thread.currentThread();
        System.arraycopy(threads, 0, covered, 1, threads.length);
        return covered;
    }
}
