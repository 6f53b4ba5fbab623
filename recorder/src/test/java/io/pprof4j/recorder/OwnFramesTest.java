// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OwnFramesTest {
    private static StackTraceElement[] stack(String... classes) {
        StackTraceElement[] frames = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            frames[i] = new StackTraceElement(classes[i], "m", null, -1);
        }
        return frames;
    }

    @Test
    void whatPprof4jAllocatesThroughTheJdkIsItsOwn() {
        assertThat(OwnFrames.without(stack("java.util.ArrayList", "io.pprof4j.heap.HeapProto", "app.Main")))
                .isNull();
    }

    @Test
    void whatPprof4jCallsInTheApplicationIsTheApplications() {
        assertThat(OwnFrames.without(
                        stack("java.lang.String", "app.Stream", "io.pprof4j.heap.HeapProfile", "app.Main")))
                .containsExactly(stack("java.lang.String", "app.Stream", "app.Main"));
    }

    @Test
    void whatTheJdkAllocatesForCodeThatIsMeasuredIsTheCodes() {
        assertThat(OwnFrames.without(stack(
                        "java.util.ArrayList", "io.pprof4j.testing.MeasuredRun", "io.pprof4j.testing.X", "app.Test")))
                .containsExactly(stack("java.util.ArrayList", "app.Test"));
    }

    @Test
    void theExamplesAreAnApplication() {
        StackTraceElement[] frames = stack("io.pprof4j.examples.leak.SessionCache");
        assertThat(OwnFrames.without(frames)).containsExactly(frames);
    }
}
