// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes to a JVM that runs already, or goes where the class loaders are unusual. */
@Tag("full")
class AttachEndToEndTest {
    private static final long TIMEOUT_SECONDS = 120;

    @TempDir
    Path folder;

    /** Brings the agent into the process. */
    private interface Attachment {
        void attach(long pid, String options) throws Exception;
    }

    @Test
    void attachesThroughVirtualMachine() throws Exception {
        assertRecordsAfter((pid, options) -> {
            VirtualMachine target = VirtualMachine.attach(Long.toString(pid));
            try {
                target.loadAgent(ForkedJvm.AGENT_JAR.toString(), options);
            } finally {
                target.detach();
            }
        });
    }

    @Test
    void attachesThroughJcmd() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        assertRecordsAfter((pid, options) -> {
            ForkedJvm.Result result = ForkedJvm.command(
                    List.of(jcmd, "" + pid, "JVMTI.agent_load", ForkedJvm.AGENT_JAR.toString(), "\"" + options + "\""));
            assertThat(result.exitCode()).as(result.err() + result.out()).isZero();
            assertThat(result.out()).contains("return code: 0");
        });
    }

    private void assertRecordsAfter(Attachment attachment) throws Exception {
        Path profile = folder.resolve("attached.pb.gz");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = ForkedJvm.withoutAgent()
                .lightlyCompiled()
                .jvm("-XX:+EnableDynamicAgentLoading")
                .start(out, err, PlainProgram.class.getName(), "wait");
        try {
            awaitReady(process, out);
            attachment.attach(process.pid(), "memprofilerate=1,memprofile=" + profile);
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        assertThat(Files.readString(err)).isEmpty();
        assertThat(Measured.in(profile).flat("PlainProgram.keep", "inuse_objects"))
                .isEqualTo(100);
    }

    private static void awaitReady(Process process, Path out) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!Files.readString(out).contains("ready")) {
            assertThat(process.isAlive() && System.nanoTime() < deadline)
                    .as("the program came up")
                    .isTrue();
            Thread.sleep(20);
        }
    }

    @Test
    void bundleThatSeesOnlyJavaPackagesRunsInstrumented() throws Exception {
        Path profile = folder.resolve("bundle.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1,memprofile=" + profile)
                .lightlyCompiled()
                .run(BundleLoader.class, PlainProgram.class.getName());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(Measured.in(profile).flat("PlainProgram.keep", "alloc_objects"))
                .isEqualTo(100);
    }

    @Test
    void tracerInstallsByItselfAndLeavesNoTrace() throws Exception {
        assertInstallsAndLeaves(ForkedJvm.withoutAgent().lightlyCompiled());
    }

    @Test
    void tracerInstallsFromTheOneJar() throws Exception {
        assertInstallsAndLeaves(ForkedJvm.withoutAgent()
                .lightlyCompiled()
                .classPath(ApiEndToEndTest.testClasses() + java.io.File.pathSeparator + ForkedJvm.AGENT_JAR));
    }

    @Test
    void tracerUninstallsWhatTheAgentInstalled() throws Exception {
        assertInstallsAndLeaves(ForkedJvm.withAgent("").lightlyCompiled());
    }

    private static void assertInstallsAndLeaves(ForkedJvm jvm) throws Exception {
        ForkedJvm.Result run = jvm.jvm("-XX:+EnableDynamicAgentLoading", "--add-opens=java.base/java.lang=ALL-UNNAMED")
                .run(TracerProgram.class);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        "installed: true",
                        "hook called: true",
                        "uninstalled: true",
                        "hook called: false",
                        "recorded: 100",
                        "recorded while uninstalled: 0",
                        "installed again: true",
                        "recorded: 50");
    }
}
