// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import jdk.jfr.FlightRecorder;
import jdk.jfr.RecordingState;

/** Waits until so many recordings are under way, then uses the CPU and makes a thread wait for a lock. */
final class BusyProgram {
    private static final Object LOCK = new Object();
    private static long sum;

    private BusyProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        while (running() < Integer.parseInt(arguments[0])) {
            Thread.sleep(10);
        }
        Thread waiter;
        synchronized (LOCK) {
            waiter = new Thread(BusyProgram::waitForLock);
            waiter.start();
            hold();
        }
        waiter.join();
        System.out.println("sum " + (sum == 0 ? "none" : "some"));
    }

    private static long running() {
        if (!FlightRecorder.isInitialized()) {
            return 0;
        }
        return FlightRecorder.getFlightRecorder().getRecordings().stream()
                .filter(recording -> recording.getState() == RecordingState.RUNNING)
                .count();
    }

    private static void hold() {
        long end = System.nanoTime() + 1_000_000_000;
        while (System.nanoTime() < end) {
            burn();
        }
    }

    private static void burn() {
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum * 31 + i;
        }
    }

    private static void waitForLock() {
        synchronized (LOCK) {
            sum++;
        }
    }
}
