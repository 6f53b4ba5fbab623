// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTest {

    @Test
    void frameIsNamedByClassAndMethodAndItsFileByPackage() {
        assertThat(Frame.of(new StackTraceElement("a.b.C$D", "<init>", "C.java", 12)))
                .isEqualTo(new Frame("a.b.C$D.<init>", "a/b/C.java", 12));
        assertThat(Frame.of(new StackTraceElement("Main", "main", "Main.java", 1)))
                .isEqualTo(new Frame("Main.main", "Main.java", 1));
    }

    @Test
    void loaderAndModuleAreNotPartOfTheName() {
        assertThat(Frame.of(new StackTraceElement("app", "java.base", "17", "java.util.A", "f", "A.java", 1)))
                .isEqualTo(new Frame("java.util.A.f", "java/util/A.java", 1));
    }

    @Test
    void unknownFileAndLineAreEmptyAndZero() {
        assertThat(Frame.of(new StackTraceElement("a.B", "f", null, -2))).isEqualTo(new Frame("a.B.f", "", 0));
    }

    @Test
    void hiddenClassesHaveTheSameNameInEveryRun() {
        assertThat(functionOf("a.B$$Lambda$14/0x0000000800c03000")).isEqualTo("a.B$$Lambda.f");
        assertThat(functionOf("a.B$$Lambda/0x00007f0001000400")).isEqualTo("a.B$$Lambda.f");
        assertThat(functionOf("java.lang.invoke.LambdaForm$MH/0x00007f00"))
                .isEqualTo("java.lang.invoke.LambdaForm$MH.f");
    }

    @Test
    void realLambdaIsNamedWithoutNumberOrAddress() {
        Runnable lambda = () -> {};
        assertThat(functionOf(lambda.getClass().getName())).isEqualTo("io.pprof4j.profile.FrameTest$$Lambda.f");
    }

    @Test
    void onlyTheProductItselfBelongsToPprof4j() {
        assertThat(Frame.belongsToPprof4j("io.pprof4j.profile.CustomProfile")).isTrue();
        assertThat(Frame.belongsToPprof4j("io.pprof4j.recorder.SampleClock$1")).isTrue();
        assertThat(Frame.belongsToPprof4j("io.pprof4j.dist.ExitWriter")).isTrue();
        assertThat(Frame.belongsToPprof4j("io.pprof4j.shaded.com.google.protobuf.Parser"))
                .isTrue();
        assertThat(Frame.belongsToPprof4j("io.pprof4j.profile.FrameTest$Nested"))
                .isFalse();
        assertThat(Frame.belongsToPprof4j("io.pprof4j.examples.Havlak")).isFalse();
        assertThat(Frame.belongsToPprof4j("io.pprof4j.profiler.Other")).isFalse();
        assertThat(Frame.belongsToPprof4j("java.lang.String")).isFalse();
    }

    private static String functionOf(String className) {
        return Frame.of(new StackTraceElement(className, "f", null, 0)).function();
    }
}
