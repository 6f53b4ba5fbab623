// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs all constructs: {@code ConstructsProgram threads|virtual count warmUps repetitions}. */
final class ConstructsProgram {
    private static final Runnable[][] ALL = {ObjectConstructs.ALL, ArrayConstructs.ALL, LibraryConstructs.ALL};

    private ConstructsProgram() {}

    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[1]);
        warmUp(Integer.parseInt(args[2]));
        int repetitions = Integer.parseInt(args[3]);
        List<Thread> started = new ArrayList<>();
        CountDownLatch finished = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Runnable task = () -> {
                measured(repetitions);
                finished.countDown();
            };
            started.add(args[0].equals("virtual") ? startVirtual(task) : start(task));
        }
        for (Thread thread : started) {
            thread.join();
        }
        if (finished.getCount() != 0) {
            throw new AssertionError(finished.getCount() + " threads failed");
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    /** Thread.startVirtualThread is not there before JDK 21. */
    private static Thread startVirtual(Runnable task) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    /** What is made once (lambdas' classes, caches, accessors) and what is compiled happens here. */
    private static void warmUp(int repetitions) {
        repeat(repetitions);
    }

    private static void measured(int repetitions) {
        repeat(repetitions);
    }

    private static void repeat(int repetitions) {
        for (Runnable[] constructs : ALL) {
            for (Runnable construct : constructs) {
                for (int i = 0; i < repetitions; i++) {
                    construct.run();
                }
            }
        }
    }
}
