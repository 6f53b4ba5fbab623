// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBuilder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TestLabelsTest {
    private static final Label TYPE = Label.of("type", "byte[]");

    private final TestLabels labels = new TestLabels();

    @BeforeEach
    void someTests() {
        labels.add("com.acme.CodecTest", "parses");
        labels.add("com.acme.CodecTest", "prints");
    }

    private List<Label> label(String... functions) {
        List<StackTraceElement> stack = Arrays.stream(functions)
                .map(f -> new StackTraceElement(
                        f.substring(0, f.lastIndexOf('.')), f.substring(f.lastIndexOf('.') + 1), "F.java", 1))
                .toList();
        Profile profile = new ProfileBuilder(Mapping.NONE)
                .sampleType("alloc_space", "bytes")
                .sample(stack, List.of(24L), List.of(TYPE))
                .build();
        return labels.label(profile).samples().get(0).labels();
    }

    @Test
    void aSampleBelongsToTheTestMethodInItsStack() {
        assertThat(label("java.util.Arrays.copyOf", "com.acme.Codec.parse", "com.acme.CodecTest.parses", "junit.X.y"))
                .containsExactly(TYPE, Label.of("test", "com.acme.CodecTest.parses"));
    }

    @Test
    void aTestThatCallsAnotherIsTheOne() {
        assertThat(label("com.acme.CodecTest.parses", "com.acme.CodecTest.prints"))
                .contains(Label.of("test", "com.acme.CodecTest.prints"));
    }

    @Test
    void whatTheClassPreparesBelongsToTheClass() {
        assertThat(label("com.acme.Codec.<init>", "com.acme.CodecTest.setUp", "junit.X.y"))
                .containsExactly(TYPE, Label.of("test", "com.acme.CodecTest"));
    }

    @Test
    void otherThreadsHaveNoLabel() {
        assertThat(label("com.acme.Codec.parse", "java.lang.Thread.run")).containsExactly(TYPE);
    }
}
