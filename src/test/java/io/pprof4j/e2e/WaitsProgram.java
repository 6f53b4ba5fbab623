// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * For each byte of input: eleven waits of 50 ms for a lock and at a queue, on a platform thread and, where there are such,
 * on a virtual one; prints how long each kind took.
 */
final class WaitsProgram {
    static final int WAITS = 11;
    static final long MILLIS = 50;
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final LinkedBlockingQueue<Object> QUEUE = new LinkedBlockingQueue<>();

    private WaitsProgram() {}

    private interface Wait {
        boolean isOver() throws InterruptedException;
    }

    public static void main(String[] arguments) throws Exception {
        LOCK.lock();
        System.out.println("ready");
        while (read() >= 0) {
            startPlatform(() -> measure("platformLock", WaitsProgram::platformLock));
            startPlatform(() -> measure("platformQueue", WaitsProgram::platformQueue));
            if (Runtime.version().feature() >= 21) {
                VirtualThreads.start(() -> measure("virtualLock", WaitsProgram::virtualLock))
                        .join();
                VirtualThreads.start(() -> measure("virtualQueue", WaitsProgram::virtualQueue))
                        .join();
            }
            System.out.println("waited");
        }
    }

    private static int read() throws IOException {
        return System.in.read();
    }

    static void startPlatform(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task, "waiter");
        thread.start();
        thread.join();
    }

    private static void measure(String kind, Wait wait) {
        long began = System.nanoTime();
        try {
            for (int i = 0; i < WAITS; i++) {
                if (wait.isOver()) {
                    throw new IllegalStateException(kind + " did not wait");
                }
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
        System.out.println(kind + " " + (System.nanoTime() - began));
    }

    private static boolean platformLock() throws InterruptedException {
        return LOCK.tryLock(MILLIS, TimeUnit.MILLISECONDS);
    }

    private static boolean virtualLock() throws InterruptedException {
        return LOCK.tryLock(MILLIS, TimeUnit.MILLISECONDS);
    }

    private static boolean platformQueue() throws InterruptedException {
        return QUEUE.poll(MILLIS, TimeUnit.MILLISECONDS) != null;
    }

    private static boolean virtualQueue() throws InterruptedException {
        return QUEUE.poll(MILLIS, TimeUnit.MILLISECONDS) != null;
    }
}
