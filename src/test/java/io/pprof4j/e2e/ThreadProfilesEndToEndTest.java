// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads and the CPU, over HTTP, of a program with ten thousand virtual threads where there are such. */
class ThreadProfilesEndToEndTest {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;
    private static final int THREADS = VIRTUAL ? 10_000 : 0;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    @TempDir
    static Path folder;

    private static ServedProgram program;

    @BeforeAll
    static void start() throws Exception {
        program = new ServedProgram(
                folder,
                "memprofilerate=0,blockprofilerate=1,mutexprofilefraction=1",
                ParkedProgram.class,
                String.valueOf(THREADS));
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Test
    void tenThousandVirtualThreadsAtOnePlaceAreOneRow() throws Exception {
        assumeTrue(VIRTUAL, "no virtual threads before JDK 21");
        assertThat(program.text("goroutine?debug=1"))
                .containsPattern("(?m)^10000 @ 0x")
                .contains("io.pprof4j.e2e.ParkedProgram.stay+0x0")
                .doesNotContain("are not listed");
        assertThat(program.profile("goroutine").flat("VirtualThread.park", "goroutine"))
                .isEqualTo(THREADS);
    }

    @Test
    void theDumpListsThemOneByOne() throws Exception {
        String dump = program.text("goroutine?debug=2");
        assertThat(dump)
                .containsPattern("goroutine \\d+ \\[runnable\\]:\\R# name: burner\\R"
                        + "([^\\n]+\\n)*io\\.pprof4j\\.e2e\\.ParkedProgram\\.burn\\(\\.\\.\\.\\)\\R")
                .doesNotContain("io.pprof4j.http.", "pprof4j-http");
        assertThat(dump.lines().filter(line -> line.matches("goroutine \\d+ \\[waiting, virtual\\]:")))
                .hasSize(THREADS);
    }

    @Test
    void theRealToolShowsThreads() throws Exception {
        GoTool.require();
        assertThat(GoTool.fetch(program.url("goroutine"), folder, "-top", "-nodefraction=0"))
                .contains("Type: goroutine")
                .contains("io.pprof4j.e2e.ParkedProgram.burn");
    }

    /** 400 samples in four seconds, fewer where others use the CPU too: twice the work has twice the samples, or nearly. */
    @Test
    void theRealToolShowsWhatUsesTheCpu() throws Exception {
        GoTool.require();
        assertThat(GoTool.fetch(program.url("profile?seconds=1"), folder, "-top"))
                .contains("Type: cpu")
                .containsPattern("sampler: jdk\\.(ExecutionSample|CPUTimeSample)")
                .contains("io.pprof4j.e2e.ParkedProgram.spin");
        Measured measured = program.profile("profile?seconds=4");
        long twice = measured.cumulative("ParkedProgram.twice", "samples");
        long once = measured.cumulative("ParkedProgram.once", "samples");
        assertThat((double) twice / once).as("%d to %d", twice, once).isBetween(1.3, 3.0);
        assertThat(measured.profile().period()).isEqualTo(10_000_000);
    }

    @Test
    void aSecondCpuProfileIsRefusedAndAClientThatGoesAwayStopsItsOwn() throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        String refused = "";
        while (refused.isEmpty()) {
            refused = refusedBesideALongOne();
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        assertThat(refused).isEqualTo("Could not enable CPU profiling: cpu profiling already in use\n");
        while (program.get("profile?seconds=1").statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    /** Empty if the long one was not under way in time. */
    private static String refusedBesideALongOne() throws Exception {
        URI uri = URI.create(program.url(""));
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + uri.getPath() + "profile?seconds=3000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            Thread.sleep(1000);
            var response = program.get("profile?seconds=1");
            return response.statusCode() == 500 ? new String(response.body(), StandardCharsets.UTF_8) : "";
        }
    }

    @Test
    void theRealToolShowsWhoWaitsAndForWhom() throws Exception {
        GoTool.require();
        awaitDelay("block", "ParkedProgram.contend");
        awaitDelay("mutex", "ParkedProgram.hold");
        assertThat(GoTool.fetch(program.url("block"), folder, "-top"))
                .contains("Type: delay", "io.pprof4j.e2e.ParkedProgram.contend");
        assertThat(GoTool.fetch(program.url("mutex"), folder, "-top"))
                .contains("Type: delay", "io.pprof4j.e2e.ParkedProgram.hold");
        assertThat(program.profile("block?seconds=1").cumulative("ParkedProgram.contend", "delay"))
                .isBetween(100_000_000L, 60_000_000_000L);
    }

    private static void awaitDelay(String profile, String function) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (program.profile(profile).cumulative(function, "delay") == 0) {
            assertThat(System.nanoTime()).as(function).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    @Test
    void traceIsARecording() throws Exception {
        var response = program.get("trace?seconds=0.5");
        assertThat(response.body()).startsWith('F', 'L', 'R', 0);
        assertThat(response.headers().firstValue("content-disposition")).hasValue("attachment; filename=\"trace\"");
    }
}
