// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfileDeltaTest {
    private static final List<Label> BYTES = List.of(Label.of("bytes", 64), Label.of("type", "byte[]"));

    private static ProfileBuilder at(long timeNanos) {
        return new ProfileBuilder(Mapping.NONE)
                .sampleType("alloc_space", "bytes")
                .sampleType("inuse_space", "bytes")
                .period("space", "bytes", 512)
                .timeNanos(timeNanos);
    }

    private static List<StackTraceElement> stack(String method) {
        return List.of(new StackTraceElement("app.Main", method, "Main.java", 1));
    }

    private static List<List<Long>> values(Profile profile) {
        return profile.samples().stream().map(Sample::values).toList();
    }

    @Test
    void everyNumberIsTheLaterMinusTheEarlier() {
        Profile earlier = at(100).sample(stack("a"), List.of(10L, 4L), BYTES).build();
        Profile later = at(350).sample(stack("b"), List.of(5L, 5L), BYTES)
                .sample(stack("a"), List.of(30L, 1L), BYTES)
                .build();
        Profile delta = ProfileDelta.between(earlier, later, Set.of());
        assertThat(values(delta)).containsExactly(List.of(5L, 5L), List.of(20L, -3L));
        assertThat(delta.timeNanos()).isEqualTo(350);
        assertThat(delta.durationNanos()).isEqualTo(250);
        assertThat(delta.period()).isEqualTo(512);
    }

    @Test
    void keptTypesAreAsOfTheEnd() {
        Profile earlier = at(1).sample(stack("a"), List.of(10L, 4L), BYTES).build();
        Profile later = at(2).sample(stack("a"), List.of(30L, 1L), BYTES).build();
        assertThat(values(ProfileDelta.between(earlier, later, Set.of("inuse_space"))))
                .containsExactly(List.of(20L, 1L));
    }

    @Test
    void whatDidNotChangeIsLeftOut() {
        Profile earlier = at(1).sample(stack("a"), List.of(10L, 4L), BYTES).build();
        Profile later = at(2).sample(stack("a"), List.of(10L, 4L), BYTES).build();
        assertThat(ProfileDelta.between(earlier, later, Set.of()).samples()).isEmpty();
    }

    @Test
    void whatOnlyTheEarlierHadIsNegative() {
        Profile earlier = at(1).sample(stack("a"), List.of(10L, 4L), BYTES).build();
        assertThat(values(ProfileDelta.between(earlier, at(2).build(), Set.of())))
                .containsExactly(List.of(-10L, -4L));
    }

    @Test
    void samplesWithOtherLabelsAreOthers() {
        Profile earlier = at(1).sample(stack("a"), List.of(10L, 4L), BYTES).build();
        Profile later = at(2).sample(stack("a"), List.of(10L, 4L), List.of()).build();
        assertThat(values(ProfileDelta.between(earlier, later, Set.of())))
                .containsExactly(List.of(10L, 4L), List.of(-10L, -4L));
    }

    @Test
    void profilesOfDifferentKindsHaveNoDelta() {
        Profile other = new ProfileBuilder(Mapping.NONE)
                .sampleType("delay", "nanoseconds")
                .build();
        assertThatThrownBy(() -> ProfileDelta.between(other, at(2).build(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delay")
                .hasMessageContaining("inuse_space");
    }
}
