// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.OwnThread;
import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Go's {@code GODEBUG=allocfreetrace=1}: a block of text for each recorded allocation, with its stack; one for each
 * followed object that is found dead; one for each collection. What is recorded depends on the rate, the stack depth
 * and the class globs, as for profiles. Thread-safe: starting and stopping synchronise on this class.
 */
public final class AllocationTrace {
    private static final long IDLE_MILLIS = 10;
    private static final long EXIT_MILLIS = 1_000;
    private static AllocationTrace running;

    private final OutputStream out;
    private final Thread writer;
    private final Thread exit;
    private volatile boolean ended;

    private AllocationTrace(OutputStream out) {
        this.out = out;
        writer = new OwnThread("pprof4j-alloctrace", this::run);
        exit = new OwnThread("pprof4j-alloctrace-exit", this::finish);
    }

    /**
     * Writes blocks from now on, instead of to where they were written before, if they were. Each comes in one piece, by
     * a daemon thread; where the stream is slower than the program, blocks are dropped, and a line says how many. The
     * stream is never closed, and nothing more is written once it has failed.
     *
     * @throws IllegalStateException if allocations are not recorded in this JVM, or only counted
     */
    public static synchronized void start(OutputStream out) {
        long[] entered = RecorderLink.enter();
        try {
            stop();
            AllocationTrace started = new AllocationTrace(out);
            RecorderLink.tracing(true);
            Runtime.getRuntime().addShutdownHook(started.exit);
            started.writer.start();
            running = started;
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /** Writes what is queued, for a second at most, and then nothing more. Does nothing if it is off. */
    public static synchronized void stop() {
        if (running != null) {
            running.finish();
            try {
                Runtime.getRuntime().removeShutdownHook(running.exit);
            } catch (IllegalStateException exiting) {
                // It has nothing to do any more.
            }
            running = null;
            RecorderLink.tracing(false);
        }
    }

    /** Whether blocks are written. */
    public static synchronized boolean isOn() {
        return running != null && !running.ended;
    }

    private void finish() {
        ended = true;
        try {
            writer.join(EXIT_MILLIS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing that this thread allocates is the program's. */
    private void run() {
        long[] entered = RecorderLink.enter();
        try {
            write();
        } catch (IOException | InterruptedException | RuntimeException | Error closed) {
            ended = true;
            RecorderLink.tracing(false);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    private void write() throws IOException, InterruptedException {
        while (true) {
            boolean last = ended;
            for (Object[] event = RecorderLink.traced(); event != null; event = RecorderLink.traced()) {
                out.write(AllocationTraceText.block(event).getBytes(StandardCharsets.UTF_8));
            }
            long dropped = RecorderLink.traceDropped();
            if (dropped > 0) {
                out.write(AllocationTraceText.dropped(dropped).getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            if (last) {
                return;
            }
            Thread.sleep(IDLE_MILLIS);
        }
    }
}
