// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.concurrent.TimeUnit;

/** Whether some work is done, and a way to wait for it. Thread-safe; its lock is a leaf. */
final class Completion {
    private boolean done;

    /** @param done whether there is no work yet */
    Completion(boolean done) {
        this.done = done;
    }

    synchronized void set(boolean isDone) {
        done = isDone;
        notifyAll();
    }

    synchronized boolean isDone() {
        return done;
    }

    /** Waits for the work; an interrupt meanwhile stays for the caller to see. */
    void await() {
        await(Long.MAX_VALUE);
    }

    /** The same, but so many nanoseconds at most. */
    synchronized void await(long nanos) {
        long began = System.nanoTime();
        long left = nanos;
        boolean interrupted = false;
        while (!done && left > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = nanos - (System.nanoTime() - began);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
