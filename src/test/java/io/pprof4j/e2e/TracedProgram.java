// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** A program that knows nothing of pprof4j, and collects garbage until its standard input ends. */
public final class TracedProgram {
    static final int THREADS = 4;
    static final int MARKERS = 250;

    static volatile Object sink;

    private TracedProgram() {}

    /** What the allocation trace is to show: 24 bytes, or 32 with large headers. */
    static final class Marker {
        long value;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(TracedProgram::allocate, "worker \"" + i + "\"\n"));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("threads " + ManagementFactory.getThreadMXBean().getThreadCount());
        while (System.in.available() == 0) {
            sink = new byte[1 << 20];
            System.gc();
            Thread.sleep(20);
        }
        System.out.println("done");
    }

    private static void allocate() {
        for (int i = 0; i < MARKERS; i++) {
            sink = newMarker();
        }
    }

    private static Marker newMarker() {
        return new Marker();
    }
}
