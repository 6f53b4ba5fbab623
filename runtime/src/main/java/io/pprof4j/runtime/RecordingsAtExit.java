// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * Keeps Flight Recorder alive until a shutdown hook has read its recordings. It has a hook of its own, which runs at the
 * same time and throws away what nobody wanted on disk. But before that it stops the recordings that are to be dumped at
 * exit, and tells listeners: a recording of nothing is stopped by it, and the listener waits. Thread-safe.
 */
public final class RecordingsAtExit implements AutoCloseable {
    private final CountDownLatch read = new CountDownLatch(1);
    private final Duration patience;
    private final Path nowhere;
    private final Recording nothing = new Recording();

    private RecordingsAtExit(Duration patience) throws IOException {
        this.patience = patience;
        nowhere = Files.createTempFile("pprof4j-exit", ".jfr");
    }

    /**
     * Begins; to be called before what is to be read at exit starts, or soon after.
     *
     * @param patience how long Flight Recorder waits at most
     * @return to be closed when recordings have been read
     * @throws IllegalStateException if Flight Recorder cannot be used, or has no temporary directory
     */
    public static RecordingsAtExit keep(Duration patience) {
        try {
            RecordingsAtExit kept = new RecordingsAtExit(patience);
            kept.begin();
            return kept;
        } catch (LinkageError noJfr) {
            throw new IllegalStateException("this Java runtime has no module jdk.jfr", noJfr);
        } catch (IOException noDirectory) {
            throw new IllegalStateException(
                    "Flight Recorder needs a temporary directory: " + noDirectory.getMessage(), noDirectory);
        }
    }

    private void begin() throws IOException {
        nothing.setName("pprof4j, to be told of the exit");
        nothing.setMaxSize(1);
        nothing.setDumpOnExit(true);
        nothing.setDestination(nowhere);
        FlightRecorder.addListener(new FlightRecorderListener() {
            @Override
            public void recordingStateChanged(Recording recording) {
                if (recording.getId() == nothing.getId()
                        && recording.getState() != RecordingState.RUNNING
                        && isShuttingDown()) {
                    awaitReader();
                }
            }
        });
        nothing.start();
    }

    private void awaitReader() {
        try {
            boolean unused = read.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the program may stop any recording at any time. */
    private static boolean isShuttingDown() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException shutdownInProgress) {
            return true;
        }
    }

    /** Lets Flight Recorder end. */
    @Override
    public void close() {
        read.countDown();
        nothing.close();
        try {
            Files.deleteIfExists(nowhere);
        } catch (IOException leftToTheSystem) {
            // an empty file, or nearly, in the temporary directory
        }
    }
}
