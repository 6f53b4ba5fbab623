// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent is told, and by whom. */
class AgentOptionsEndToEndTest {
    @TempDir
    Path folder;

    @Test
    void environmentVariableGivesOptions() throws Exception {
        Path profile = folder.resolve("environment.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("")
                .lightlyCompiled()
                .environment("PPROF4J", "memprofilerate=1,memprofile=" + profile)
                .run(PlainProgram.class);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Measured.in(profile).profile().period()).isEqualTo(1);
        assertThat(Measured.in(profile).flat("PlainProgram.keep", "inuse_objects"))
                .isEqualTo(100);
    }

    @Test
    void optionsWinOverTheEnvironmentVariable() throws Exception {
        Path profile = folder.resolve("option.pb.gz");
        Path other = folder.resolve("environment.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofile=" + profile)
                .lightlyCompiled()
                .environment("PPROF4J", "memprofilerate=4096,memprofile=" + other)
                .run(PlainProgram.class);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Measured.in(profile).profile().period()).isEqualTo(4096);
        assertThat(Files.exists(other)).isFalse();
    }

    @Test
    void wrongOptionsAreNamedAndTheProgramRuns() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=often,gctrace2=1")
                .lightlyCompiled()
                .run(PlainProgram.class);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("kept 100");
        assertThat(run.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("pprof4j: ") && line.contains("memprofilerate=often"))
                .anyMatch(line -> line.startsWith("pprof4j: ") && line.contains("\"gctrace2\""));
    }

    @Test
    void stacksKeepTheLeafSideTo128Frames() throws Exception {
        assertThat(deepestStack("", 300)).isEqualTo(128);
    }

    @Tag("full")
    @Test
    void profstackdepthIsHonoured() throws Exception {
        assertThat(deepestStack(",profstackdepth=16", 300)).isEqualTo(16);
        assertThat(deepestStack(",profstackdepth=1", 300)).isEqualTo(1);
        assertThat(deepestStack(",profstackdepth=1024", 900)).isEqualTo(901);
    }

    private int deepestStack(String options, int calls) throws Exception {
        Path profile = folder.resolve("deep.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1,memprofile=" + profile + options)
                .lightlyCompiled()
                .run(PlainProgram.class, "deep", "" + calls);
        assertThat(run.exitCode()).as(run.err()).isZero();
        Measured measured = Measured.in(profile);
        assertThat(measured.flat("PlainProgram.deep", "inuse_objects")).isEqualTo(1);
        return measured.profile().samples().stream()
                .map(Measured::functions)
                .filter(functions -> functions.get(0).endsWith("PlainProgram.deep"))
                .mapToInt(functions -> functions.size())
                .max()
                .orElseThrow();
    }
}
