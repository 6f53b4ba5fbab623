// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** Flight Recorder, recording everything. Not safe for use by several threads. */
final class TraceRecording implements Closeable {
    private static final long MAX_BYTES = 128L << 20;

    private final Recording recording;

    private TraceRecording(Recording recording) {
        this.recording = recording;
    }

    static TraceRecording start() {
        try {
            Recording recording = new Recording(Configuration.getConfiguration("profile"));
            recording.setMaxSize(MAX_BYTES);
            recording.start();
            return new TraceRecording(recording);
        } catch (IOException | ParseException noConfiguration) {
            throw new IllegalStateException(
                    "Flight Recorder has no settings named profile: " + noConfiguration.getMessage(), noConfiguration);
        }
    }

    /** Ends the recording and copies it. */
    void stopInto(OutputStream out) throws IOException {
        LabelledRecording.stop(recording);
        try (InputStream in = recording.getStream(null, null)) {
            if (in == null) {
                throw new IOException("Flight Recorder has closed the recording, so there is no trace");
            }
            in.transferTo(out);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
