// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.runtime.Labels;
import java.io.OutputStream;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Allocates and waits under labels, on a thread itself and on its children, until its input ends. */
final class LabelsProgram {
    static final int ARRAY = 1000;
    private static final ConcurrentLinkedQueue<byte[]> KEPT = new ConcurrentLinkedQueue<>();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static volatile long sink;

    private LabelsProgram() {}

    private interface Task {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        boolean virtual = Runtime.version().feature() >= 21;
        label("a", () -> {
            allocate(100);
            Thread child = new Thread(() -> allocate(20));
            child.start();
            child.join();
            if (virtual) {
                VirtualThreads.start(() -> allocate(20)).join();
            } else {
                allocate(20);
            }
            Thread waiting = startDaemon(LabelsProgram::waitLong, "waiting");
            startDaemon(LabelsProgram::burn, "burner");
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(1);
            }
        });
        label("b", () -> allocate(50));
        label("b", LabelsProgram::waitShort);
        allocate(7);
        System.out.println("ready");
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private static Thread startDaemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void burn() {
        long hash = 1;
        while (NEVER.getCount() > 0) {
            hash = hash * 31 + sink;
            sink = hash;
        }
    }

    private static void label(String tenant, Task task) throws Exception {
        Labels.call(Labels.of("tenant", tenant), () -> {
            task.run();
            return null;
        });
    }

    private static void allocate(int arrays) {
        for (int i = 0; i < arrays; i++) {
            KEPT.add(new byte[ARRAY]);
        }
    }

    private static void waitLong() {
        await(TimeUnit.DAYS.toMillis(1));
    }

    private static void waitShort() {
        await(100);
    }

    private static void await(long millis) {
        try {
            if (NEVER.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts down");
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }
}
