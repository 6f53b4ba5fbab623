// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

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
    synchronized void await() {
        boolean interrupted = false;
        while (!done) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
