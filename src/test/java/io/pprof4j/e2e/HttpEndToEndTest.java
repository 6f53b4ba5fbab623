// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program with {@code http=} among the agent's options, asked by the clients that people have. */
class HttpEndToEndTest {
    private static final String CHURN = "WaitingProgram.churn";
    private static final String KEEP = "WaitingProgram.keep";

    /** A byte[] of 1000 and its header. */
    private static final long ARRAY_BYTES = 1016;

    @TempDir
    static Path folder;

    private static ServedProgram program;

    @BeforeAll
    static void start() throws Exception {
        program = new ServedProgram(folder, "memprofilerate=1", WaitingProgram.class, "some", "words");
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void theRealToolFetchesHeapAndAllocs() throws Exception {
        GoTool.require();
        assertThat(GoTool.fetch(program.url("heap?gc=1"), folder, "-top", "-focus=" + KEEP))
                .contains("Type: inuse_space", "engine: bytecode")
                .containsPattern("(?m)^ +99\\.22kB .* io\\.pprof4j\\.e2e\\.WaitingProgram\\.keep$");
        assertThat(GoTool.fetch(program.url("allocs"), folder, "-top", "-focus=" + KEEP))
                .contains("Type: alloc_space")
                .contains(KEEP);
    }

    /** Text has no names for the tool, which asks for them. */
    @Test
    void theRealToolFindsTheNamesOfTextProfiles() throws Exception {
        GoTool.require();
        assertThat(GoTool.fetch(program.url("heap?debug=1"), folder, "-top", "-focus=" + KEEP))
                .containsPattern("(?m)^ +99\\.22kB .* io\\.pprof4j\\.e2e\\.WaitingProgram\\.keep$");
        assertThat(GoTool.fetch(program.url("goroutine?debug=1"), folder, "-top", "-nodefraction=0"))
                .contains("io.pprof4j.e2e.WaitingProgram.main")
                .doesNotContain("<unknown>");
    }

    @Test
    void theRealToolShowsTheErrorsOfTheServer() throws Exception {
        GoTool.require();
        ForkedJvm.Result result =
                ForkedJvm.command(List.of("go", "tool", "pprof", "-top", program.url("heap?seconds=0")));
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).contains("must be a positive integer");
    }

    @Test
    void gcDropsGarbageFromInUse() throws Exception {
        program.act("churned", 1);
        Measured heap = program.profile("heap?gc=1");
        assertThat(heap.flat(KEEP, "inuse_space")).isEqualTo(100 * ARRAY_BYTES);
        assertThat(heap.flat(CHURN, "inuse_space")).isLessThanOrEqualTo(ARRAY_BYTES);
        assertThat(heap.flat(CHURN, "alloc_objects")).isPositive();
        program.act("churned", 2);
    }

    @Test
    void secondsGiveWhatHappenedWithin() throws Exception {
        Measured delta = program.profile("heap?seconds=1");
        assertThat(delta.flat(KEEP, "alloc_objects")).isZero();
        assertThat(delta.profile().durationNanos()).isBetween(900_000_000L, 60_000_000_000L);
        Measured kept = program.profile("allocs?seconds=1&inuse=keep");
        assertThat(kept.flat(KEEP, "alloc_objects")).isZero();
        assertThat(kept.flat(KEEP, "inuse_objects")).isEqualTo(100);
    }

    @Test
    void commandLineIsTheProgramsOwn() throws Exception {
        assertThat(program.text("cmdline")).endsWith(WaitingProgram.class.getName() + "\0some\0words");
    }

    @Test
    void indexAndTextAreThere() throws Exception {
        assertThat(program.text("")).contains("heap?debug=1", "HeapAlloc", "process " + program.pid());
        assertThat(program.text("heap?debug=1"))
                .startsWith("heap profile: ")
                .contains("io.pprof4j.e2e.WaitingProgram.keep+0x0", "# runtime.MemStats");
    }

    @Test
    void whatTheServerAllocatesIsInNoProfile() throws Exception {
        for (int i = 0; i < 20; i++) {
            program.get("heap");
        }
        assertThat(program.profile("heap").functions())
                .noneMatch(name -> name.startsWith("io.pprof4j.http.") || name.startsWith("java.net.ServerSocket"));
    }

    @Test
    void neitherServerNorClientsKeepTheProgramAlive(@TempDir Path other) throws Exception {
        try (ServedProgram ending = new ServedProgram(other, "memprofilerate=0", WaitingProgram.class)) {
            assertThat(ending.profile("heap").profile().comments())
                    .anyMatch(line -> line.startsWith("recorder inactive"));
            assertThat(ending.end()).isZero();
        }
    }

    @Test
    void anAddressThatCannotBeServedIsOneLineAndTheProgramRuns(@TempDir Path other) throws Exception {
        for (String address : List.of("0.0.0.0:0", "here", "localhost:99999")) {
            Path err = other.resolve("err");
            Process process = ForkedJvm.withAgent("memprofilerate=0,http=" + address)
                    .start(other.resolve("out"), err, WaitingProgram.class.getName());
            try {
                awaitLine(process, err);
                process.getOutputStream().close();
                assertThat(process.waitFor()).isZero();
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(Files.readString(err).lines())
                    .singleElement()
                    .asString()
                    .startsWith("pprof4j: option http=" + address + " is ignored: address " + address);
        }
    }

    private static void awaitLine(Process process, Path file) throws Exception {
        while (process.isAlive() && !Files.readString(file).endsWith("\n")) {
            Thread.sleep(10);
        }
    }
}
