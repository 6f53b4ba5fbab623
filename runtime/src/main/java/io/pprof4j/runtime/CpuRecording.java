// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Flight Recorder, recording CPU samples. Not safe for use by several threads. */
final class CpuRecording implements AutoCloseable {
    private static final String BY_CPU_TIME = "jdk.CPUTimeSample";
    private static final String BY_CPU_TIME_LOST = "jdk.CPUTimeSamplesLost";
    private static final String BY_CLOCK = "jdk.ExecutionSample";

    private final Recording recording = new Recording();
    private final Duration period;
    private final boolean byCpuTime;
    private final KernelThreads threadsBefore;

    private CpuRecording(int hz) {
        period = Duration.ofSeconds(1).dividedBy(hz);
        byCpuTime = isLinux()
                && FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .anyMatch(type -> type.getName().equals(BY_CPU_TIME));
        if (byCpuTime) {
            recording.enable(BY_CPU_TIME).with("throttle", period.toNanos() + "ns");
            recording.enable(BY_CPU_TIME_LOST);
        } else {
            recording.enable(BY_CLOCK).withPeriod(period);
        }
        threadsBefore = KernelThreads.read();
    }

    static CpuRecording start(int hz) {
        CpuRecording recording = new CpuRecording(hz);
        recording.recording.start();
        return recording;
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }

    /** Ends the recording and reads it. */
    Profile stop() throws IOException {
        recording.stop();
        CpuUse used = KernelThreads.read().since(threadsBefore);
        Instant start = recording.getStartTime();
        CpuSamples samples = new CpuSamples(period.toNanos());
        read(samples);
        samples.addUnsampled(used);
        return samples.profile(start, recording.getStopTime(), byCpuTime ? BY_CPU_TIME : BY_CLOCK);
    }

    private void read(CpuSamples samples) throws IOException {
        Path file = Files.createTempFile("pprof4j-cpu", ".jfr");
        try {
            recording.dump(file);
            try (RecordingFile events = new RecordingFile(file)) {
                while (events.hasMoreEvents()) {
                    add(samples, events.readEvent());
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The file has the events of all recordings that are under way, a trace for instance. */
    private void add(CpuSamples samples, RecordedEvent event) {
        String type = event.getEventType().getName();
        if (type.equals(BY_CPU_TIME_LOST)) {
            samples.addLost(event.getInt("lostSamples"));
        } else if (!type.equals(byCpuTime ? BY_CPU_TIME : BY_CLOCK)) {
            return;
        } else if (event.getStackTrace() == null) {
            samples.addLost(1);
        } else {
            samples.add(RecordedStacks.elements(event.getStackTrace()));
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
