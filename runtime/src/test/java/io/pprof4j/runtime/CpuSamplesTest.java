// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CpuSamplesTest {
    private static final long PERIOD = 10_000_000;

    private final CpuSamples samples = new CpuSamples(PERIOD);

    private static StackTraceElement[] in(String className) {
        return new StackTraceElement[] {new StackTraceElement(className, "run", "File.java", 1)};
    }

    private Profile profile() {
        return samples.profile(Instant.ofEpochSecond(10), Instant.ofEpochSecond(12), "jdk.ExecutionSample");
    }

    private Map<String, List<Long>> values() {
        return profile().samples().stream()
                .collect(Collectors.toMap(
                        sample -> sample.stack().get(0).frames().get(0).function(), sample -> sample.values()));
    }

    @Test
    void aSampleStandsForOnePeriod() {
        samples.add(List.of(), in("app.Hot"));
        samples.add(List.of(), in("app.Hot"));
        samples.add(List.of(), in("app.Cold"));
        assertThat(values())
                .containsEntry("app.Hot.run", List.of(2L, 2 * PERIOD))
                .containsEntry("app.Cold.run", List.of(1L, PERIOD));
        assertThat(profile().samples().get(0).value(0)).as("the busiest first").isEqualTo(2);
    }

    @Test
    void periodTimesAndSamplerAreThere() {
        Profile profile = profile();
        assertThat(profile.period()).isEqualTo(PERIOD);
        assertThat(profile.timeNanos()).isEqualTo(10_000_000_000L);
        assertThat(profile.durationNanos()).isEqualTo(2_000_000_000L);
        assertThat(profile.comments()).containsExactly("sampler: jdk.ExecutionSample");
    }

    @Test
    void whatWasNotSampledIsInPseudoFrames() {
        samples.add(List.of(), in("app.Hot"));
        samples.add(List.of(), in("io.pprof4j.http.Connection"));
        samples.addLost(3);
        samples.addUnsampled(new CpuUse(4 * PERIOD, 5 * PERIOD, 6 * PERIOD, 9 * PERIOD));
        assertThat(values().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().get(0))))
                .isEqualTo(Map.of(
                        "app.Hot.run", 1L,
                        "runtime/pprof.lostProfileEvent", 3L,
                        "runtime._GC", 4L,
                        "runtime._JIT", 5L,
                        "runtime._System", 6L,
                        "runtime._ExternalCode", 4L));
    }

    @Test
    void moreSamplesThanTheKernelCountedAreNoNegativeRest() {
        samples.add(List.of(), in("app.Hot"));
        samples.addUnsampled(CpuUse.NONE);
        assertThat(values()).containsOnlyKeys("app.Hot.run");
    }
}
