// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Everything that happens, in order of time: Go's {@code trace.Start} and {@code trace.Stop}. The trace is a recording of
 * JDK Flight Recorder, with the settings that the JDK calls {@code profile}, for JDK Mission Control or {@code jfr print}.
 * At most 128 MiB of it are kept, the latest. Flight Recorder needs a temporary directory that can be written to.
 * Thread-safe.
 */
public final class ExecutionTrace {
    private static final Underway<TraceRecording> UNDERWAY = new Underway<>();

    private ExecutionTrace() {}

    /**
     * Starts a trace.
     *
     * @param out gets it at {@link #stop}; it stays open
     * @throws IllegalStateException if one is under way already, or this JVM has no Flight Recorder
     */
    public static void start(OutputStream out) {
        UNDERWAY.begin(out, "tracing is already enabled", TraceRecording::start);
    }

    /**
     * Stops the trace and writes it; does nothing if none is under way.
     *
     * @throws IOException what the stream throws, or if Flight Recorder could not write its files
     */
    public static void stop() throws IOException {
        Underway.Ended<TraceRecording> ended = UNDERWAY.end();
        if (ended == null) {
            return;
        }
        long[] entered = RecorderLink.enter();
        try (TraceRecording recording = ended.recording()) {
            recording.stopInto(ended.out());
        } finally {
            RecorderLink.leave(entered);
        }
        ended.out().flush();
    }

    /** Stops the trace and writes nothing; does nothing if none is under way. */
    public static void cancel() {
        UNDERWAY.cancel();
    }
}
