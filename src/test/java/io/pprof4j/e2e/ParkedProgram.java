// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.OutputStream;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** As many virtual threads as it is told, all parked at one place, until input ends. One thread uses the CPU, two contend. */
final class ParkedProgram {
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static volatile long sink;

    private ParkedProgram() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        CountDownLatch arriving = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            VirtualThreads.start(() -> stay(arriving));
        }
        arriving.await();
        start(ParkedProgram::hold);
        start(ParkedProgram::contend);
        Thread burner = new Thread(ParkedProgram::burn, "burner");
        burner.setDaemon(true);
        burner.start();
        System.out.println("ready");
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void hold() {
        while (true) {
            synchronized (NEVER) {
                LockSupport.parkNanos(50_000_000);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void contend() {
        while (true) {
            LockSupport.parkNanos(1_000_000);
            synchronized (NEVER) {
                sink = 1;
            }
        }
    }

    private static void stay(CountDownLatch arriving) {
        arriving.countDown();
        while (NEVER.getCount() > 0) {
            LockSupport.park();
        }
    }

    /** Each round takes another time: one as long as a sampler's period would be seen at the same place each time. */
    private static void burn() {
        SplittableRandom random = new SplittableRandom(1);
        while (true) {
            int steps = random.nextInt(100_000, 1_900_000);
            twice(steps);
            once(steps);
        }
    }

    private static void twice(int steps) {
        spin(2 * steps);
    }

    private static void once(int steps) {
        spin(steps);
    }

    private static void spin(int steps) {
        long hash = sink;
        for (int i = 0; i < steps; i++) {
            hash = hash * 31 + i;
        }
        sink = hash;
    }
}
