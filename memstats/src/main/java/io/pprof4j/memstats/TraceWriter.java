// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the lines of a trace on a daemon of its own, each block with one write, so that whoever has something to tell
 * never waits for the reader. The queue is bounded; what does not fit is counted, and said once there is room. Ends at
 * the first write that fails, silently: there is nowhere to complain. The JVM's exit waits a second at most for what is
 * queued. Thread-safe.
 */
final class TraceWriter {

    private static final int CAPACITY = 1024;

    private static final long EXIT_MILLIS = 1_000;

    /** After it nothing is written any more. Compared by identity. */
    private static final byte[] END = {};

    private final String name;

    private final OutputStream out;

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);

    private final AtomicLong dropped = new AtomicLong();

    private final Thread writer;

    private final Thread exit;

    private volatile boolean ended;

    private TraceWriter(String name, OutputStream out) {
        this.name = name;
        this.out = out;
        writer = thread("pprof4j-" + name, this::run);
        exit = thread("pprof4j-" + name + "-exit", this::finish);
    }

    /** @param name of the trace, for its thread and for the line that tells what was dropped */
    static TraceWriter begin(String name, OutputStream out) {
        TraceWriter begun = new TraceWriter(name, out);
        try {
            Runtime.getRuntime().addShutdownHook(begun.exit);
        } catch (IllegalStateException exiting) {
            begun.ended = true;
            return begun;
        }
        begun.writer.start();
        return begun;
    }

    /** A daemon that belongs to nobody: it keeps no class loader and no thread group of whoever starts it. */
    static Thread thread(String name, Runnable work) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /** Never blocks. */
    void write(String block) {
        if (!ended && !queue.offer(block.getBytes(StandardCharsets.UTF_8))) {
            dropped.getAndIncrement();
        }
    }

    /** Whether nothing is written any more. */
    boolean isEnded() {
        return ended;
    }

    /** Writes what is queued, waits a second at most, and ends. */
    void close() {
        finish();
        try {
            Runtime.getRuntime().removeShutdownHook(exit);
        } catch (IllegalStateException exiting) {
            // It runs, and finds nothing to do.
        }
    }

    private void finish() {
        ended = true;
        try {
            if (queue.offer(END, EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
                writer.join(EXIT_MILLIS);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (byte[] block = queue.take(); block != END; block = queue.take()) {
                tellDropped();
                out.write(block);
                out.flush();
            }
        } catch (IOException | InterruptedException | RuntimeException | Error closed) {
            ended = true;
            queue.clear();
        }
    }

    private void tellDropped() throws IOException {
        long count = dropped.getAndSet(0);
        if (count > 0) {
            String line = "pprof4j: " + name + ": " + count + " dropped, since this is read too slowly\n";
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }
}
