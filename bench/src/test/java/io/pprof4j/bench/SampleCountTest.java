// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.Sample;
import io.pprof4j.profile.ValueType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCountTest {
    /** Of objects as large as the interval, 1 - 1/e are sampled; of huge ones all. */
    @Test
    void aProfileOfObjectsIsTurnedBackIntoSamples() {
        Profile profile = profile(512, sample(1_000_000, 512), sample(10, 1 << 20));

        assertThat(SampleCount.ofPprof(profile)).isCloseTo(632_130.56, within(0.01));
    }

    @Test
    void collapsedStacksHaveTheirSamplesAtTheEnd() {
        assertThat(SampleCount.ofCollapsed("a;b c;byte[]_[i] 3\na;d 40\n")).isEqualTo(43);
    }

    @Test
    void noProfileIsNoCount(@TempDir Path empty) throws Exception {
        assertThat(SampleCount.in(empty)).isNaN();
    }

    private static Sample sample(long objects, long size) {
        return new Sample(List.of(), List.of(objects), List.of(Label.of("bytes", size)));
    }

    private static Profile profile(long period, Sample... samples) {
        return new Profile(
                List.of(new ValueType("alloc_objects", "count")),
                List.of(samples),
                List.of(),
                new ValueType("space", "bytes"),
                period,
                0,
                0,
                List.of(),
                "",
                "",
                "",
                "");
    }
}
