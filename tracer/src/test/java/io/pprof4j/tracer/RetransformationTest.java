// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetransformationTest {
    private final TransformFailures failures = new TransformFailures();

    @Test
    void whenTheJvmEndsTheRestIsLeft() {
        Retransformation retransformation = over((proxy, method, arguments) -> null);

        assertThat(retransformation.all(() -> true, new Progress(false, null))).isFalse();
        assertThat(failures.count()).isZero();
    }

    @Test
    void aJvmThatEndsMayRefuseClasses() {
        over((proxy, method, arguments) -> refused(method.getName(), null)).retransform(List.of(List.class));

        assertThat(failures.count()).isZero();
    }

    @Test
    void otherwiseEachClassThatIsRefusedCounts() {
        over((proxy, method, arguments) -> refused(method.getName(), new Class<?>[] {List.class}))
                .retransform(List.of(List.class, String.class));

        assertThat(failures.count()).isEqualTo(2);
    }

    private static Class<?>[] refused(String method, Class<?>[] loaded) {
        if (method.equals("retransformClasses")) {
            throw new InternalError("refused");
        }
        return loaded;
    }

    private Retransformation over(InvocationHandler jvm) {
        Instrumentation instrumentation = (Instrumentation) Proxy.newProxyInstance(
                Instrumentation.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, jvm);
        return new Retransformation(
                instrumentation,
                new ClassSelection(AgentOptionsParser.parse(null, null).options()),
                failures,
                new LoadedClasses());
    }
}
