// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.recorder.QuietThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The stacks of threads, one after the other. Each takes some 20 µs, so of thousands a second thread takes its share, if
 * there is a processor for it. Which of the two takes a stack {@link #next} says; each writes its own elements only.
 */
final class StackTraces {
    private static final int MANY = 1000;
    private static final List<StackTraceElement> MISSING = Collections.unmodifiableList(new ArrayList<>());

    private final List<Thread> threads;
    private final List<List<StackTraceElement>> stacks;
    private final AtomicInteger next = new AtomicInteger();

    private StackTraces(List<Thread> threads) {
        this.threads = threads;
        this.stacks = new ArrayList<>(Collections.nCopies(threads.size(), MISSING));
    }

    /** As {@link OwnStacks#without} has them, in the order of the threads; empty for one that has ended. */
    static List<List<StackTraceElement>> of(List<Thread> threads) {
        StackTraces traces = new StackTraces(threads);
        if (threads.size() < MANY || Runtime.getRuntime().availableProcessors() == 1) {
            traces.take();
        } else {
            traces.takeTogether();
        }
        return traces.stacks;
    }

    private void takeTogether() {
        Helper helper = new Helper();
        boolean started = start(helper);
        take();
        if (started) {
            await(helper);
        }
        takeMissing();
    }

    private void take() {
        for (int i = next.getAndIncrement(); i < threads.size(); i = next.getAndIncrement()) {
            take(i);
        }
    }

    /** What the helper has begun and not finished. */
    private void takeMissing() {
        for (int i = 0; i < threads.size(); i++) {
            if (isMissing(stacks.get(i))) {
                take(i);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // one object stands for it
    private static boolean isMissing(List<StackTraceElement> stack) {
        return stack == MISSING;
    }

    /** Looks at the frames here and now, where they are in the processor's cache. */
    private void take(int thread) {
        stacks.set(thread, OwnStacks.without(threads.get(thread).getStackTrace()));
    }

    private static boolean start(Thread helper) {
        try {
            helper.start();
            return true;
        } catch (OutOfMemoryError noMoreThreads) {
            return false;
        }
    }

    /** It is done in less than a millisecond. */
    private static void await(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Helper extends QuietThread {
        Helper() {
            super("pprof4j-stacks");
        }

        @Override
        protected void work() {
            try {
                take();
            } catch (RuntimeException | Error failure) {
                // The other thread takes what is missing, and may fail with the same where somebody hears of it.
            }
        }
    }
}
