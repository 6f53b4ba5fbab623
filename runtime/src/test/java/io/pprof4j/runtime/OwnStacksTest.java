// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnStacksTest {
    private static final String OURS = "io.pprof4j.http.Connection";

    private static StackTraceElement[] stack(String... classes) {
        return Arrays.stream(classes)
                .map(name -> new StackTraceElement(name, "run", null, 1))
                .toArray(StackTraceElement[]::new);
    }

    private static List<String> without(String... classes) {
        List<StackTraceElement> kept = OwnStacks.without(stack(classes));
        return kept == null
                ? null
                : kept.stream().map(StackTraceElement::getClassName).toList();
    }

    @Test
    void applicationStacksStayAsTheyAre() {
        assertThat(without("java.lang.Object", "app.Main", "java.lang.Thread"))
                .containsExactly("java.lang.Object", "app.Main", "java.lang.Thread");
        assertThat(without("java.lang.Object", "java.lang.Thread"))
                .containsExactly("java.lang.Object", "java.lang.Thread");
        assertThat(without()).isEmpty();
    }

    @Test
    void ourThreadsAreNotTheApplications() {
        assertThat(without("java.net.ServerSocket", OURS, "java.lang.Thread")).isNull();
    }

    @Test
    void whatWeCallGoesWithUs() {
        assertThat(without("java.lang.Thread", OURS, "java.util.Map", OURS, "app.Main"))
                .containsExactly("app.Main");
    }

    @Test
    void whatCallsTheApplicationForUsIsTakenOut() {
        assertThat(without("java.lang.Object", "app.Task", OURS, "app.Main"))
                .containsExactly("java.lang.Object", "app.Task", "app.Main");
    }

    @Test
    void theLeafSideOfADeepStackIsKept() {
        String[] deep = new String[200];
        Arrays.fill(deep, "app.Recursion");
        deep[0] = "app.Leaf";
        assertThat(without(deep)).hasSize(128).startsWith("app.Leaf");
    }
}
