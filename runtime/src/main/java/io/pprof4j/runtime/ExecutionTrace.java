// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.text.ParseException;
import java.util.Objects;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Everything that happens, in order of time: Go's {@code trace.Start} and {@code trace.Stop}. The trace is a recording of
 * JDK Flight Recorder, with the settings that the JDK calls {@code profile}, for JDK Mission Control or {@code jfr print}.
 * At most 128 MiB of it are kept, the latest. Flight Recorder needs a temporary directory that can be written to.
 * Thread-safe.
 */
public final class ExecutionTrace {
    private static final long MAX_BYTES = 128L << 20;

    /** Both null if none is under way; guarded by the class. */
    private static Recording current;

    private static OutputStream destination;

    private ExecutionTrace() {}

    /**
     * Starts a trace.
     *
     * @param out gets it at {@link #stop}; it stays open
     * @throws IllegalStateException if one is under way already, or this JVM has no Flight Recorder
     */
    public static synchronized void start(OutputStream out) {
        Objects.requireNonNull(out, "out");
        if (current != null) {
            throw new IllegalStateException("tracing is already enabled");
        }
        long[] entered = RecorderLink.enter();
        try {
            Recording recording = new Recording(Configuration.getConfiguration("profile"));
            recording.setMaxSize(MAX_BYTES);
            recording.start();
            current = recording;
            destination = out;
        } catch (LinkageError noJfr) {
            throw new IllegalStateException("this Java runtime has no module jdk.jfr", noJfr);
        } catch (IOException | ParseException noConfiguration) {
            throw new IllegalStateException(
                    "Flight Recorder has no settings named profile: " + noConfiguration.getMessage(), noConfiguration);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /**
     * Stops the trace and writes it; does nothing if none is under way.
     *
     * @throws IOException what the stream throws, or if Flight Recorder could not write its files
     */
    public static void stop() throws IOException {
        Recording recording;
        OutputStream out;
        synchronized (ExecutionTrace.class) {
            recording = current;
            out = destination;
            current = null;
            destination = null;
        }
        if (recording == null) {
            return;
        }
        long[] entered = RecorderLink.enter();
        try (recording) {
            recording.stop();
            try (InputStream in = recording.getStream(null, null)) {
                in.transferTo(out);
            }
        } finally {
            RecorderLink.leave(entered);
        }
        out.flush();
    }

    /** Stops the trace and writes nothing; does nothing if none is under way. */
    public static synchronized void cancel() {
        if (current != null) {
            long[] entered = RecorderLink.enter();
            try {
                current.close();
            } finally {
                current = null;
                destination = null;
                RecorderLink.leave(entered);
            }
        }
    }
}
