// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.runtime.BlockProfile;
import io.pprof4j.runtime.MutexProfile;
import java.io.IOException;
import java.util.List;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Go's profile flags of {@code go test}, as system properties: JUnit finds this listener by itself. It does nothing unless
 * one of them is set, or tests are going to measure. What fails is a line on stderr, and never the tests' failure.
 */
public final class TestRunProfiles implements TestExecutionListener {
    private final List<RunProfile> profiles;
    private final TestLabels labels = new TestLabels();

    /** For JUnit. */
    public TestRunProfiles() {
        profiles = all().stream().filter(profile -> file(profile) != null).toList();
    }

    private static List<RunProfile> all() {
        return List.of(
                new MemProfileOfRun(),
                new CpuProfileOfRun(),
                new ContentionProfileOfRun("blockprofile", "block", "pprof4j.blockprofilerate", BlockProfile::setRate),
                new ContentionProfileOfRun(
                        "mutexprofile",
                        "mutex",
                        "pprof4j.mutexprofilefraction",
                        fraction -> MutexProfile.setFraction((int) fraction)),
                new TraceOfRun());
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        for (RunProfile profile : profiles) {
            attempt(profile.name(), profile::begin);
        }
        attempt("measuring", () -> startIfMeasured(plan));
    }

    private static void startIfMeasured(TestPlan plan) {
        if (MeasuringTests.isIn(plan)) {
            MeasuringAgent.start();
        }
    }

    private static void attempt(String what, Runnable begin) {
        try {
            begin.run();
        } catch (RuntimeException failure) {
            System.err.println("pprof4j: no " + what + ": " + failure.getMessage());
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (!profiles.isEmpty() && test.getSource().orElse(null) instanceof MethodSource method) {
            labels.add(method.getClassName(), method.getMethodName());
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        for (RunProfile profile : profiles) {
            try {
                OutputFile.write(file(profile), profile.name(), out -> profile.writeTo(out, labels));
            } catch (IOException | RuntimeException failure) {
                System.err.println("pprof4j: could not write " + profile.name() + ": " + failure);
            }
        }
    }

    private static String file(RunProfile profile) {
        return System.getProperty("pprof4j." + profile.name());
    }
}
