// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Go's scheduler trace, {@code GODEBUG=schedtrace=X} and {@code scheddetail=1}: what the processors and threads of this
 * JVM do, at intervals, written by a daemon thread. docs/memstats.md says what each word means here. Thread-safe: starting
 * and stopping synchronise on this class.
 */
public final class SchedTrace {

    private static SchedTrace running;

    private final Thread thread;

    private final long millis;

    private final boolean detail;

    private final OutputStream out;

    private SchedTrace(long millis, boolean detail, OutputStream out) {
        this.millis = millis;
        this.detail = detail;
        this.out = out;
        thread = TraceWriter.thread("pprof4j-schedtrace", this::run);
    }

    /**
     * Writes a line now and after each interval, instead of to where it was written before, if it was. The stream is
     * never closed, and nothing more is written once it has failed.
     *
     * @param interval at least a millisecond
     * @param detail whether to write a line for each processor and thread, too
     * @param out where to write; each line, with its details, comes in one piece
     * @throws IllegalArgumentException if the interval is shorter
     */
    public static synchronized void start(Duration interval, boolean detail, OutputStream out) {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("schedtrace interval " + interval + ": must be at least 1 ms");
        }
        stop();
        SchedTrace started = new SchedTrace(interval.toMillis(), detail, out);
        started.thread.start();
        running = started;
    }

    /** Writes nothing more, but for a line that is just being written. Does nothing if it is off. */
    public static synchronized void stop() {
        if (running != null) {
            running.thread.interrupt();
            running = null;
        }
    }

    /** Whether lines are written. */
    public static synchronized boolean isOn() {
        return running != null && running.thread.isAlive();
    }

    private void run() {
        try {
            SchedReading before = SchedReading.first();
            while (!Thread.currentThread().isInterrupted()) {
                SchedReading now = SchedReading.after(before);
                String text = detail ? SchedTraceText.detail(now, SchedReading.allThreads()) : SchedTraceText.line(now);
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
                before = now;
                Thread.sleep(millis);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error ended) {
            // Stopped, or there is nobody to read on.
        }
    }
}
