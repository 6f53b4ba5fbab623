// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CpuProfileTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long sink;

    @AfterEach
    void cancel() {
        CpuProfile.cancel();
        ExecutionTrace.cancel();
    }

    /** Uses the CPU for a time, however much of it others take. */
    private void burn(long millis) {
        long end = cpuNanos() + millis * 1_000_000;
        while (cpuNanos() < end) {
            for (int i = 0; i < 100_000; i++) {
                sink = sink * 31 + i;
            }
        }
    }

    private void twice() {
        burn(1000);
    }

    private void once() {
        burn(500);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long in(Profile profile, String function, int index) {
        return profile.samples().stream()
                .filter(sample -> contains(sample, function))
                .mapToLong(sample -> sample.value(index))
                .sum();
    }

    private static boolean contains(Sample sample, String function) {
        return sample.stack().stream()
                .flatMap(location -> location.frames().stream())
                .anyMatch(frame -> frame.function().endsWith(function));
    }

    @Test
    void twoFunctionsThatUseTheCpuTwoToOneReadTwoToOne() throws Exception {
        CpuProfile.start(out);
        for (int i = 0; i < 3; i++) {
            twice();
            once();
        }
        CpuProfile.stop();
        Profile profile = ProfileReader.read(new ByteArrayInputStream(out.toByteArray()));
        long twice = in(profile, "CpuProfileTest.twice", 0);
        long once = in(profile, "CpuProfileTest.once", 0);
        assertThat(profile.sampleTypes())
                .hasToString("[ValueType[type=samples, unit=count], ValueType[type=cpu, unit=nanoseconds]]");
        assertThat(profile.period()).isEqualTo(10_000_000);
        assertThat(profile.durationNanos()).isGreaterThan(4_000_000_000L);
        // 300 and 150 samples if none is missed: three standard deviations of binomials that lose some.
        assertThat(twice + once).isBetween(200L, 500L);
        assertThat((double) twice / once).isBetween(1.5, 2.7);
        assertThat(in(profile, "CpuProfileTest.twice", 1)).isEqualTo(twice * 10_000_000);
    }

    @Test
    void onlyOneIsUnderWayAtATimeAsInGo() throws Exception {
        CpuProfile.start(out);
        assertThatThrownBy(() -> CpuProfile.start(out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cpu profiling already in use");
        CpuProfile.stop();
        CpuProfile.stop();
        assertThat(out.size()).isPositive();
        CpuProfile.start(out);
    }

    @Test
    void hzIsChecked() {
        assertThatThrownBy(() -> CpuProfile.start(out, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hz 0: must be from 1 to 1000");
    }

    @Test
    void aCancelledProfileIsNotWritten() {
        CpuProfile.start(out);
        CpuProfile.cancel();
        assertThatCode(CpuProfile::stop).doesNotThrowAnyException();
        assertThat(out.size()).isZero();
    }

    /** A trace begins with thousands of events that have stacks: each class, each thread, each waiting. */
    @Test
    void theEventsOfATraceAreNoSamples() throws Exception {
        CpuProfile.start(out);
        ExecutionTrace.start(new ByteArrayOutputStream());
        long began = System.nanoTime();
        burn(300);
        CpuProfile.stop();
        long elapsed = System.nanoTime() - began;
        Profile profile = ProfileReader.read(new ByteArrayInputStream(out.toByteArray()));
        long used =
                profile.samples().stream().mapToLong(sample -> sample.value(1)).sum();
        assertThat(used)
                .isBetween(100_000_000L, 2 * elapsed * Runtime.getRuntime().availableProcessors());
    }

    @Test
    void sourceFilesAreNamedAfterTheOutermostClass() {
        assertThat(RecordedStacks.sourceFile("app.Outer$Inner$1")).isEqualTo("Outer.java");
        assertThat(RecordedStacks.sourceFile("Main")).isEqualTo("Main.java");
        assertThat(RecordedStacks.sourceFile("app.$Generated")).isEqualTo("$Generated.java");
    }

    @Test
    void aTraceIsARecordingOfFlightRecorder() throws Exception {
        ExecutionTrace.start(out);
        assertThatThrownBy(() -> ExecutionTrace.start(out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tracing is already enabled");
        ExecutionTrace.stop();
        assertThat(out.toByteArray()).startsWith('F', 'L', 'R', 0);
        ExecutionTrace.start(new ByteArrayOutputStream());
        ExecutionTrace.cancel();
    }
}
