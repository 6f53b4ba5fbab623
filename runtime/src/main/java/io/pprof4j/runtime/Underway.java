// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.recorder.RecorderLink;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The one recording of its kind that is under way in this process, if any, and where it is to go. Guarded by this. */
final class Underway<R extends Closeable> {
    private Ended<R> current;

    /** Starts a recording. */
    interface Starter<R> {
        R start();
    }

    /** A recording that nobody else ends any more, and what it was to be written to. */
    record Ended<R>(R recording, OutputStream out) {}

    /**
     * Begins one.
     *
     * @param taken what to say if one is under way already
     * @throws IllegalStateException if that is so, or this JVM has no Flight Recorder
     */
    synchronized void begin(OutputStream out, String taken, Starter<R> starter) {
        Objects.requireNonNull(out, "out");
        if (current != null) {
            throw new IllegalStateException(taken);
        }
        long[] entered = RecorderLink.enter();
        try {
            current = new Ended<>(starter.start(), out);
        } catch (LinkageError noJfr) {
            throw new IllegalStateException("this Java runtime has no module jdk.jfr", noJfr);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /** Ends it, and leaves the rest to the caller; null if there is none. */
    synchronized Ended<R> end() {
        Ended<R> ended = current;
        current = null;
        return ended;
    }

    /** Ends it, and that is all; does nothing if there is none. */
    synchronized void cancel() {
        if (current != null) {
            long[] entered = RecorderLink.enter();
            try {
                current.recording().close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } finally {
                current = null;
                RecorderLink.leave(entered);
            }
        }
    }
}
