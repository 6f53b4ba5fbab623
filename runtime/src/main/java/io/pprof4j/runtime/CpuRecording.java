// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Profile;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/** Flight Recorder, recording CPU samples. Not safe for use by several threads. */
final class CpuRecording implements Closeable {
    private static final String BY_CPU_TIME = "jdk.CPUTimeSample";
    private static final String BY_CPU_TIME_LOST = "jdk.CPUTimeSamplesLost";
    private static final String BY_CLOCK = "jdk.ExecutionSample";

    private final LabelledRecording recording = new LabelledRecording();
    private final Duration period;
    private final boolean byCpuTime;
    private final KernelThreads threadsBefore;

    private CpuRecording(int hz) {
        period = Duration.ofSeconds(1).dividedBy(hz);
        byCpuTime = isLinux()
                && FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .anyMatch(type -> type.getName().equals(BY_CPU_TIME));
        Recording settings = recording.settings();
        if (byCpuTime) {
            settings.enable(BY_CPU_TIME).with("throttle", period.toNanos() + "ns");
            settings.enable(BY_CPU_TIME_LOST);
        } else {
            settings.enable(BY_CLOCK).withPeriod(period);
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
        Instant start = recording.settings().getStartTime();
        Instant end = recording.settings().getStopTime();
        CpuSamples samples = new CpuSamples(period.toNanos());
        recording.read((event, labels) -> add(samples, event, labels));
        samples.addUnsampled(used);
        return samples.profile(start, end, byCpuTime ? BY_CPU_TIME : BY_CLOCK);
    }

    /** The file has the events of all recordings that are under way, a trace for instance. */
    private void add(CpuSamples samples, RecordedEvent event, LabelTimeline labels) {
        String type = event.getEventType().getName();
        if (type.equals(BY_CPU_TIME_LOST)) {
            samples.addLost(event.getInt("lostSamples"));
        } else if (!type.equals(byCpuTime ? BY_CPU_TIME : BY_CLOCK)) {
            return;
        } else if (event.getStackTrace() == null) {
            samples.addLost(1);
        } else {
            RecordedThread thread = event.getThread(byCpuTime ? "eventThread" : "sampledThread");
            List<Label> had = thread == null ? List.of() : labels.of(thread.getJavaThreadId(), event.getStartTime());
            samples.add(had, RecordedStacks.elements(event.getStackTrace()));
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
