// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.QuietThread;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/**
 * Reads waits from Flight Recorder. A recording cannot be read while it goes on, so the next one takes over before each
 * reading; what falls into both counts for the later. A daemon thread reads now and then, so that recordings stay small.
 * Guarded by this.
 */
final class BlockRecorder extends QuietThread implements AutoCloseable {
    private static final List<String> MONITORS = List.of("jdk.JavaMonitorEnter", "jdk.JavaMonitorWait");
    private static final String PARK = "jdk.ThreadPark";
    private static final long TICK_MILLIS = 1000;
    private static final int READ_TICKS = 20;
    private static final long READ_BYTES = 16L << 20;

    /** On disk, should reading not keep up: then the oldest waits are lost. */
    private static final long MAX_BYTES = 256L << 20;

    private final Contentions waits;
    private final List<String> events;
    private LabelledRecording recording;
    private boolean closed;

    private BlockRecorder(Contentions waits, boolean parks) {
        super("pprof4j-block");
        this.waits = waits;
        events = new ArrayList<>(MONITORS);
        if (parks) {
            events.add(PARK);
        }
        recording = next();
    }

    /** @param parks whether to record where threads park */
    static BlockRecorder start(Contentions waits, boolean parks) {
        BlockRecorder recorder = new BlockRecorder(waits, parks);
        recorder.start();
        return recorder;
    }

    private LabelledRecording next() {
        LabelledRecording next = new LabelledRecording();
        Recording settings = next.settings();
        settings.setMaxSize(MAX_BYTES);
        events.forEach(
                name -> settings.enable(name).withThreshold(Duration.ZERO).withStackTrace());
        next.start();
        return next;
    }

    @Override
    protected void work() {
        try {
            readNowAndThen();
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void readNowAndThen() throws InterruptedException {
        int ticks = 0;
        while (!closed) {
            wait(TICK_MILLIS);
            try {
                ticks++;
                if (ticks >= READ_TICKS || recording.settings().getSize() > READ_BYTES) {
                    ticks = 0;
                    drain();
                }
            } catch (IOException | RuntimeException failure) {
                System.err.println("pprof4j: waits of the last seconds are not in the block profile: " + failure);
            }
        }
    }

    /** Reads all waits that have ended. */
    synchronized void drain() throws IOException {
        if (closed) {
            return;
        }
        LabelledRecording done = recording;
        recording = next();
        read(done, recording.settings().getStartTime());
    }

    private void read(LabelledRecording done, Instant end) throws IOException {
        try (done) {
            done.stop();
            Instant from = done.settings().getStartTime();
            done.read((event, labels) -> add(event, labels, from, end));
        }
    }

    private void add(RecordedEvent event, LabelTimeline labels, Instant from, Instant end) {
        Instant ended = event.getEndTime();
        boolean within = !ended.isBefore(from) && ended.isBefore(end);
        if (!within
                || event.getStackTrace() == null
                || !events.contains(event.getEventType().getName())) {
            return;
        }
        List<StackTraceElement> stack = OwnStacks.without(RecordedStacks.elements(event.getStackTrace()));
        if (stack != null
                && stack.stream().noneMatch(frame -> frame.getClassName().startsWith("jdk.jfr."))) {
            RecordedThread thread = event.getThread();
            List<Label> had = thread == null ? List.of() : labels.of(thread.getJavaThreadId(), ended);
            waits.add(new LabelledStack(stack, had), 1, event.getDuration().toNanos());
        }
    }

    /** Reads what there is and ends. */
    @Override
    public synchronized void close() {
        try {
            read(recording, Instant.MAX);
        } catch (IOException | RuntimeException notWritten) {
            System.err.println("pprof4j: waits of the last seconds are not in the block profile: " + notWritten);
        }
        closed = true;
        notifyAll();
    }
}
