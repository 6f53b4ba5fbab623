// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ClassSelectionTest {
    private static ClassSelection selection(List<String> include, List<String> exclude) {
        AgentOptions all = AgentOptions.defaults();
        return new ClassSelection(new AgentOptions(
                all.memProfileRate(),
                null,
                all.memProfileGc(),
                all.stackDepth(),
                include,
                exclude,
                false,
                false,
                false,
                all.traces(),
                RuntimeOptions.OFF,
                null,
                ExitFiles.NONE,
                null));
    }

    @Test
    void byDefaultAllClassesAreInstrumentedTheJdksToo() {
        ClassSelection selection = selection(List.of(), List.of());
        assertThat(selection.contains("java.util.HashMap")).isTrue();
        assertThat(selection.contains("app.Main")).isTrue();
        assertThat(selection.contains("io.pprof4j.examples.leak.LeakExample")).isTrue();
    }

    @Test
    void theAgentItselfNeverIs() {
        ClassSelection selection = selection(List.of("*"), List.of());
        assertThat(selection.contains("io.pprof4j.recorder.Recording")).isFalse();
        assertThat(selection.contains("io.pprof4j.shaded.asm.ClassReader")).isFalse();
        assertThat(selection.contains(HookClass.SAMPLING.className())).isFalse();
    }

    @Test
    void globsIncludeAndExclude() {
        ClassSelection selection = selection(List.of("app.*", "lib.?one"), List.of("app.hot.*"));
        assertThat(selection.contains("app.Main")).isTrue();
        assertThat(selection.contains("app.deep.Down")).isTrue();
        assertThat(selection.contains("app.hot.Loop")).isFalse();
        assertThat(selection.contains("lib.Bone")).isTrue();
        assertThat(selection.contains("lib.Backbone")).isFalse();
        assertThat(selection.contains("appendix.Main")).isFalse();
    }

    @Test
    void aStarMatchesAnythingAndNothing() {
        ClassSelection selection = selection(List.of("a*b*c", "*.Last", "exact"), List.of());
        assertThat(selection.contains("abc")).isTrue();
        assertThat(selection.contains("aXbbYc")).isTrue();
        assertThat(selection.contains("aXbYcd")).isFalse();
        assertThat(selection.contains("app.Last")).isTrue();
        assertThat(selection.contains("app.Last.Last")).isTrue();
        assertThat(selection.contains("exactly")).isFalse();
        assertThat(selection.contains("exac")).isFalse();
    }

    @Test
    void theBorrowedFieldIsFreedWhateverIsIncludedOrExcluded() {
        assertThat(selection(List.of("app.*"), List.of("java.*")).contains(SecondarySeed.CLASS))
                .isTrue();
    }
}
