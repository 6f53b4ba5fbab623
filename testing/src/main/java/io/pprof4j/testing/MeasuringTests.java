// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Whether tests are going to measure. Then the agent must come before them: hidden classes, such as that of {@code Foo::new},
 * cannot be instrumented once they are there, so what they allocate would be missing from the first test's counts.
 */
final class MeasuringTests {
    /** {@code true} if the tests' own class files do not tell, since others measure for them. */
    private static final String SURELY = "pprof4j.attach";

    /** In the class file of whoever uses this package. */
    private static final String MENTION = "io/pprof4j/testing/";

    private MeasuringTests() {}

    static boolean isIn(TestPlan plan) {
        return Boolean.getBoolean(SURELY)
                || plan.getRoots().stream()
                        .flatMap(root -> plan.getDescendants(root).stream())
                        .map(MeasuringTests::className)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .anyMatch(MeasuringTests::mentions);
    }

    private static String className(TestIdentifier test) {
        return test.getSource().orElse(null) instanceof MethodSource method ? method.getClassName() : "";
    }

    private static boolean mentions(String className) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
            return in != null && new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(MENTION);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
