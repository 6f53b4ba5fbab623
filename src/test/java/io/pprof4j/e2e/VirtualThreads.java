// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Ten thousand virtual threads, all of which are inside a constructor at once, parked there until the last one has
 * come, so that none can have pinned its carrier. Arguments: {@code plain} or {@code synchronized}.
 */
final class VirtualThreads {
    static final int THREADS = 10_000;
    static final int ARRAY = 4 << 10;
    private static final int HEADER = 16;

    private static final Object[] KEPT = new Object[THREADS];
    private static final CountDownLatch ALL_INSIDE = new CountDownLatch(THREADS);

    private VirtualThreads() {}

    public static void main(String[] arguments) throws Exception {
        boolean locked = arguments[0].equals("synchronized");
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads[i] = start(() -> KEPT[number] = locked ? new Locked(number) : new Parked(number));
        }
        long sum = 0;
        for (int i = 0; i < THREADS; i++) {
            threads[i].join();
            sum += KEPT[i].hashCode();
        }
        System.out.println("result " + sum);
    }

    /** Thread.startVirtualThread is not there before JDK 21. */
    static Thread start(Runnable task) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    private static void park() {
        ALL_INSIDE.countDown();
        try {
            ALL_INSIDE.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        LockSupport.parkNanos(1000);
    }

    static byte[] before() {
        return new byte[ARRAY - HEADER];
    }

    static Object after(int number) {
        return new Numbered(number);
    }

    /** Unmounts while it is under construction. */
    private static final class Parked {
        private final byte[] before = before();
        private final Object after;

        Parked(int number) {
            park();
            after = after(number);
        }

        @Override
        public int hashCode() {
            return after.hashCode() + before.length;
        }
    }

    /** The same while it holds a monitor. */
    private static final class Locked {
        private final byte[] before = before();
        private final Object after;

        Locked(int number) {
            synchronized (before) {
                park();
                after = after(number);
            }
        }

        @Override
        public int hashCode() {
            return after.hashCode() + before.length;
        }
    }

    private record Numbered(int value) {}
}
