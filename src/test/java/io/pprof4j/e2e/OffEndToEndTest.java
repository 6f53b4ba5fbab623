// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Off means off: nothing that was instrumented stays so, and it can be turned on again. */
final class OffEndToEndTest {
    @TempDir
    Path folder;

    @Test
    void anAgentWithRateZeroTouchesNothingUntilARateIsSet() throws Exception {
        assertThat(run("memprofilerate=0", "dormant"))
                .containsExactly(
                        "recorder there: false", "callers: 0", "recorder there: false", "rate 1, recorded 100");
    }

    @Tag("full")
    @Test
    void rateZeroTakesTheInstrumentationOutAndAnyOtherPutsItInAgain() throws Exception {
        assertThat(run("", "rate"))
                .containsExactly(
                        "instrumented: true",
                        "rate 0, recorded 100",
                        "callers at last: 0",
                        "instrumented: true",
                        "rate 1, recorded 110",
                        "rate 1, recorded 112");
    }

    /** The background is still at it when this begins. */
    @Test
    void uninstallLeavesNoClassInstrumentedAndNoLoaderBehind() throws Exception {
        assertThat(run("", "uninstall")).containsExactly("callers: []", "agent's loader is gone: true");
    }

    private Iterable<String> run(String options, String what) throws Exception {
        Path observer = folder.resolve("observer.jar");
        HookCallers.writeJar(observer);
        ForkedJvm.Result run = ForkedJvm.withAgent(options)
                .lightlyCompiled()
                .jvm("-javaagent:" + observer, "-Xmx256m")
                .run(OffProgram.class, what);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.out().lines().toList();
    }
}
