// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.util.concurrent.TimeUnit;

/** Says when main begins, and waits until no thread of pprof4j's is at work on classes any more. */
public final class StartUpProgram {
    private static final int TIMEOUT_SECONDS = 240;
    static volatile Object sink;

    private StartUpProgram() {}

    /** {@code stay}: until then; {@code go}: at once. */
    public static void main(String[] args) throws InterruptedException {
        System.err.println("main begins");
        for (int i = 0; i < 1000; i++) {
            sink = new byte[100];
        }
        if (args[0].equals("stay")) {
            awaitInstrumented();
        }
        System.err.println("main ends");
    }

    private static void awaitInstrumented() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (isInstrumenting() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    private static boolean isInstrumenting() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("pprof4j-instrumenter"));
    }
}
