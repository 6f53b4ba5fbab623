// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompilerDirectiveTest {
    private static final String DEFAULT = "Directive: (default)\n matching: *.*\n";
    private static final String TRANSFORMER = "{match: [\"io/pprof4j/tracer/*.*\"], c2: {Exclude: true}}";
    private static final String HOOKS = "{match: [\"*.*\"], c1: {inline: [\"-java/lang/PprofAllocationHook.*\","
            + "\"-java/lang/PprofExactAllocationHook.*\",\"-java/lang/PprofMeasuringHook.*\","
            + "\"-java/lang/PprofCountingHook.*\"]}}";

    @Test
    void c2LeavesTheTransformerAndC1TheHooks() {
        assertThat(CompilerDirective.directives("-XX:InitialHeapSize=123 -XX:+UseG1GC", DEFAULT))
                .isEqualTo("[" + TRANSFORMER + ", " + HOOKS + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:-TieredCompilation -XX:+UseG1GC", "-XX:CompilationMode=high-only"})
    void whereC2IsAloneItCompilesAll(String flags) {
        assertThat(CompilerDirective.directives(flags, DEFAULT)).isEqualTo("[" + HOOKS + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=1 -XX:+UseG1GC", "-XX:CompilationMode=quick-only"})
    void whereC1IsAloneItInlinesTheHooks(String flags) {
        assertThat(CompilerDirective.directives(flags, DEFAULT)).isEqualTo("[" + TRANSFORMER + "]");
    }

    @Test
    void directivesOfOthersHoldOn() {
        assertThat(CompilerDirective.directives("", "Directive:\n matching: app/*.*\n" + DEFAULT))
                .isEqualTo("[" + TRANSFORMER + "]");
    }
}
