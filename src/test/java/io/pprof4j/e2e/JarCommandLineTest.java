// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar pprof4j.jar}: what it prints, and its exit codes. */
class JarCommandLineTest {
    @TempDir
    static Path folder;

    private static String profile;

    @BeforeAll
    static void recordProfile() throws Exception {
        profile = folder.resolve("heap.pb.gz").toString();
        assertThat(ForkedJvm.withAgent("memprofilerate=1")
                        .lightlyCompiled()
                        .run(ApiProgram.class, "write", "0", profile)
                        .exitCode())
                .isZero();
    }

    @Test
    void topPrintsTheHeaviestFunctions() throws Exception {
        ForkedJvm.Result top = jar("top", "-nodecount=3", profile);
        assertThat(top.exitCode()).as(top.err()).isZero();
        assertThat(top.err()).isEmpty();
        assertThat(top.out())
                .contains("Type: inuse_space")
                .contains("Showing top 3 nodes out of")
                .containsPattern("(?m)^ +99\\.22kB .*  io\\.pprof4j\\.e2e\\.ApiProgram\\.keep$");
    }

    @Test
    void topTakesTheSampleTypeByNameAndByNumber() throws Exception {
        ForkedJvm.Result byName = jar("top", "-sample_index=alloc_objects", profile);
        assertThat(byName.out()).contains("Type: alloc_objects").containsPattern("100 .*ApiProgram\\.keep");
        assertThat(jar("top", "--sample_index=0", profile).out()).isEqualTo(byName.out());
    }

    @Test
    void wrongArgumentsExitWith2AndUsage() throws Exception {
        assertUsage("no command");
        assertUsage("unknown command \"tpo\"", "tpo", profile);
        assertUsage("unknown option \"-top\"", "top", "-top", profile);
        assertUsage("no profile named", "top");
        assertUsage("more than one profile", "top", profile, profile);
        assertUsage("-nodecount=-1", "top", "-nodecount=-1", profile);
        assertUsage("sample_index \"inuse_spice\" must be one of", "top", "-sample_index=inuse_spice", profile);
    }

    @Test
    void unreadableProfilesExitWith1AndOneLine() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.pb.gz"), "this is no profile");
        for (String file : List.of(folder.resolve("absent.pb.gz").toString(), garbage.toString(), folder.toString())) {
            ForkedJvm.Result result = jar("top", file);
            assertThat(result.exitCode()).as(file).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .startsWith("pprof4j: cannot read " + file + ": ")
                    .hasLineCount(1);
        }
    }

    private static void assertUsage(String message, String... arguments) throws Exception {
        ForkedJvm.Result result = jar(arguments);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("pprof4j: " + message).contains("usage: java -jar pprof4j.jar top");
    }

    static ForkedJvm.Result jar(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(ForkedJvm.AGENT_JAR.toString());
        command.addAll(List.of(arguments));
        return ForkedJvm.command(command);
    }
}
