// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * A recording that can be read event by event, together with the labels of threads at the time. Not safe for use by
 * several threads.
 */
final class LabelledRecording implements AutoCloseable {
    private final Recording recording = new Recording();
    private Map<Long, String[]> labelsAtStart = Map.of();

    /** To say what to record, and to ask when it was. */
    Recording settings() {
        return recording;
    }

    void start() {
        recording.enable(LabelEvent.NAME);
        recording.start();
        labelsAtStart = RecorderLink.allLabels();
    }

    void stop() {
        stop(recording);
    }

    /** Whatever its state: Flight Recorder stops recordings itself when the JVM ends, and anybody may. */
    static void stop(Recording recording) {
        try {
            recording.stop();
        } catch (IllegalStateException stopped) {
            // What it has can still be read, unless it is closed, which reading tells.
        }
    }

    /** Reads it once it is stopped, through a temporary file. */
    void read(BiConsumer<RecordedEvent, LabelTimeline> reader) throws IOException {
        Path file = Files.createTempFile("pprof4j", ".jfr");
        try {
            recording.dump(file);
            LabelTimeline labels = new LabelTimeline(labelsAtStart, RecorderLink.inheritedLabels());
            if (RecorderLink.areLabelsUsed()) {
                forEach(file, event -> addLabels(labels, event));
            }
            forEach(file, event -> reader.accept(event, labels));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void forEach(Path file, Consumer<RecordedEvent> reader) throws IOException {
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                reader.accept(events.readEvent());
            }
        }
    }

    private static void addLabels(LabelTimeline labels, RecordedEvent event) {
        RecordedThread thread = event.getEventType().getName().equals(LabelEvent.NAME) ? event.getThread() : null;
        if (thread != null) {
            String[] pairs = LabelEvent.pairs(event.getString("labels"));
            labels.addChange(event.getStartTime(), thread.getJavaThreadId(), pairs);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
