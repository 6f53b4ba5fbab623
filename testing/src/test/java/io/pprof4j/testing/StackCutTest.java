// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.recorder.OwnFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StackCutTest {
    private static final List<StackTraceElement> CODE =
            List.of(new StackTraceElement("A", "leaf", null, 1), new StackTraceElement("A", "code", null, 2));

    /** What the recorder would keep of the stack below the code. */
    private static List<StackTraceElement> below() {
        return Arrays.stream(new Throwable().getStackTrace())
                .filter(frame -> !OwnFrames.isOwn(frame.getClassName()))
                .toList();
    }

    private static List<StackTraceElement> stack(List<StackTraceElement> below) {
        List<StackTraceElement> stack = new ArrayList<>(CODE);
        stack.addAll(below);
        return stack;
    }

    @Test
    void theCallersFramesAreCutOff() {
        assertThat(StackCut.aboveCaller().apply(stack(below()))).isEqualTo(CODE);
    }

    @Test
    void theCallersFramesAreCutOffADeepStackThatWasCutItself() {
        List<StackTraceElement> below = below();
        assertThat(StackCut.aboveCaller().apply(stack(below.subList(0, below.size() - 2))))
                .isEqualTo(CODE);
    }

    @Test
    void anotherThreadsStackStays() {
        assertThat(StackCut.aboveCaller().apply(CODE)).isEqualTo(CODE);
    }

    @Test
    void downToAMethodWhatIsBesideItIsNotMeasured() throws Exception {
        StackCut cut = StackCut.downTo(String.class.getMethod("trim"));
        StackTraceElement trim = new StackTraceElement("java.lang.String", "trim", null, 3);
        assertThat(cut.apply(List.of(CODE.get(0), trim, CODE.get(1)))).containsExactly(CODE.get(0), trim);
        assertThat(cut.apply(CODE)).isNull();
    }
}
