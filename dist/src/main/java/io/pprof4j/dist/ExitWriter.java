// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.recorder.QuietThread;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Writes files when the JVM shuts down: after main, after System.exit, after a SIGTERM. A shutdown hook whose patience is
 * bounded: the files are written on another thread, which is left behind should a pipe have no reader or a disk hang.
 */
final class ExitWriter extends QuietThread {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<ExitTask> tasks;
    private final Duration patience;
    /** What is being done; null if nothing is. Written by the writing thread. */
    private volatile ExitTask current;

    ExitWriter(List<ExitTask> tasks, Duration patience) {
        super("pprof4j-exit");
        this.tasks = List.copyOf(tasks);
        this.patience = patience;
    }

    static void register(List<ExitTask> tasks) {
        Runtime.getRuntime().addShutdownHook(new ExitWriter(tasks, PATIENCE));
    }

    @Override
    protected void work() {
        try {
            Thread writing = new Writing();
            writing.start();
            writing.join(patience.toMillis());
            ExitTask unfinished = current;
            if (writing.isAlive() && unfinished != null) {
                System.err.println("pprof4j: no " + unfinished.what() + ": it was not written within "
                        + patience.toSeconds() + " s of the program's end");
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } catch (Error noThread) {
            System.err.println("pprof4j: nothing is written at the program's end: " + noThread.getMessage());
        }
    }

    /**
     * None of what this allocates is the program's, not even by the loading of classes. The exit code is settled by now,
     * and stays whatever happens here.
     */
    private final class Writing extends QuietThread {
        Writing() {
            super("pprof4j-exit-files");
        }

        @Override
        protected void work() {
            try {
                tasks.forEach(this::carryOut);
            } finally {
                current = null;
            }
        }

        private void carryOut(ExitTask task) {
            current = task;
            try {
                task.perform();
            } catch (IOException | RuntimeException | Error failure) {
                System.err.println("pprof4j: no " + task.what() + ": " + failure.getMessage());
            }
        }
    }
}
