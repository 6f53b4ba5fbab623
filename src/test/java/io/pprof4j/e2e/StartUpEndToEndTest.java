// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What main() waits for, by the order in which things are said on stderr. */
final class StartUpEndToEndTest {
    private static final String COMPLETE =
            "pprof4j: instrumented \\d{3,} classes \\(0 skipped\\) in \\d+ ms; main\\(\\) was held up \\d+ ms";

    private static final String PROGRESS = "pprof4j: at class \\d+ of \\d+ after \\d+ ms";

    @TempDir
    Path folder;

    private List<String> run(String options, String program) throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent(options).run(StartUpProgram.class, program);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.err().lines().filter(line -> !line.matches(PROGRESS)).toList();
    }

    @Test
    void mainRunsWhileTheClassesThatWereThereAreInstrumented() throws Exception {
        List<String> lines = run("verbose=1", "stay");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("main begins");
        assertThat(lines.get(1)).matches(COMPLETE);
        assertThat(lines.get(2)).isEqualTo("main ends");
    }

    @Test
    void whenEveryObjectCountsMainWaits() throws Exception {
        List<String> lines = run("verbose=1,memprofilerate=1", "go");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches(COMPLETE);
        assertThat(lines.get(1)).isEqualTo("main begins");
        assertThat(lines.get(2)).isEqualTo("main ends");
    }

    @Test
    void withoutVerboseNothingIsSaid() throws Exception {
        assertThat(run("", "stay")).containsExactly("main begins", "main ends");
    }

    /** The program is over before the background is: nothing is said, and the profile tells. */
    @Test
    void aProgramThatEndsAtOnceEndsAtOnce() throws Exception {
        Path profile = folder.resolve("short.pb.gz");
        assertThat(run("verbose=1,memprofilerate=64,memprofile=" + profile, "go"))
                .containsExactly("main begins", "main ends");
        assertThat(Measured.in(profile).profile().comments())
                .anyMatch(comment -> comment.startsWith("instrumentation under way"));
    }

    @Test
    void onceAllIsInstrumentedTheProfileSaysNothingOfIt() throws Exception {
        Path profile = folder.resolve("long.pb.gz");
        run("memprofilerate=64,memprofile=" + profile, "stay");
        assertThat(Measured.in(profile).profile().comments())
                .noneMatch(comment -> comment.startsWith("instrumentation under way"));
    }

    /** C2 would be at this method for seconds, while the program's own code waits for that compiler. */
    @Test
    void theTransformerIsCompiledByC1Only() throws Exception {
        String log = ForkedJvm.withAgent("")
                .jvm("-XX:+PrintCompilation")
                .run(StartUpProgram.class, "stay")
                .out();
        assertThat(log.lines()
                        .filter(line ->
                                line.matches("\\s*\\d+ .* io\\.pprof4j\\.shaded\\.asm\\.ClassReader::readCode .*")))
                .as(log)
                .isNotEmpty()
                .noneMatch(line -> line.matches(".* 4 +io\\.pprof4j.*"));
    }

    /** Arrays of 120 bytes with a mean distance of 4: one in 10^13 is missed. */
    @Test
    void whatMainAllocatesFirstIsRecorded() throws Exception {
        Path profile = folder.resolve("first.pb.gz");
        run("memprofilerate=4,memprofile=" + profile, "go");
        assertThat(Measured.in(profile).flat("StartUpProgram.main", "alloc_objects"))
                .isEqualTo(1000);
    }
}
