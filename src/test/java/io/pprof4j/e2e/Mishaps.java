// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.util.ArrayList;
import java.util.List;

/** A program with a result and an exit code that no profiler may change. The argument says what goes wrong in it. */
final class Mishaps {
    static volatile Object sink;

    private Mishaps() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "none" -> System.out.println("result " + work());
            case "exit" -> exit();
            case "uncaught" -> throw new IllegalStateException("uncaught after " + work());
            case "overflow" -> overflow();
            case "memory" -> memory();
            case "constructor" -> constructors();
            case "exits" -> exitAgainAndAgain();
            case "wait" -> awaitSignal();
            default ->
                System.out.println(
                        Class.forName(arguments[0]).getMethod("answer").invoke(null));
        }
    }

    private static int work() {
        int sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += ("number " + i).length();
        }
        return sum;
    }

    private static void exit() {
        System.out.println("result " + work());
        System.exit(3);
    }

    /** While the first exit is under way, and a profile being written, others follow. */
    private static void exitAgainAndAgain() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            many.add(new byte[16]);
        }
        sink = many;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (int i = 0; i < 10; i++) {
                Thread late = new Thread(() -> System.exit(4));
                late.setDaemon(true);
                late.start();
            }
        }));
        System.out.println("result " + work());
        System.exit(3);
    }

    private static void overflow() {
        int caught = 0;
        for (int i = 0; i < 20; i++) {
            try {
                deeper(new int[] {i});
            } catch (StackOverflowError expected) {
                caught++;
            }
        }
        System.out.println("caught " + caught + ", result " + work());
    }

    @SuppressWarnings("InfiniteRecursion") // that is the mishap
    private static int deeper(int... numbers) {
        return deeper(numbers[0], numbers.length) + new Object[1].length;
    }

    private static void memory() {
        int caught = 0;
        for (int i = 0; i < 5; i++) {
            try {
                Object[] newest = new Object[0];
                while (true) {
                    newest = new Object[] {newest, new byte[1 << 20]};
                }
            } catch (OutOfMemoryError expected) {
                caught++;
            }
        }
        System.out.println("caught " + caught + ", result " + work());
    }

    private static void constructors() {
        int caught = 0;
        for (int i = 0; i < 10_000; i++) {
            try {
                sink = new Refuses(i);
            } catch (IllegalArgumentException expected) {
                caught++;
            }
        }
        System.out.println("caught " + caught + ", result " + work());
    }

    /** Does not let every other object be. */
    private static final class Refuses {
        private final Object part;

        Refuses(int number) {
            part = new Object();
            if (number % 2 == 0) {
                throw new IllegalArgumentException("no " + part);
            }
        }
    }

    private static void awaitSignal() throws InterruptedException {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            many.add(new byte[16]);
        }
        System.out.println("ready " + many.size());
        Thread.sleep(120_000);
    }
}
