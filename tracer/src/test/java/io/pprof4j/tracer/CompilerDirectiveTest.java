// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompilerDirectiveTest {
    @Test
    void c1IsThereUnlessTheFlagsSayOtherwise() {
        assertThat(CompilerDirective.hasC1("-XX:InitialHeapSize=123 -XX:+UseG1GC"))
                .isTrue();
        assertThat(CompilerDirective.hasC1("-XX:+TieredCompilation -XX:CompilationMode=quick-only"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:-TieredCompilation -XX:+UseG1GC", "-XX:CompilationMode=high-only"})
    void withC2AloneThereIsNone(String flags) {
        assertThat(CompilerDirective.hasC1(flags)).isFalse();
    }
}
