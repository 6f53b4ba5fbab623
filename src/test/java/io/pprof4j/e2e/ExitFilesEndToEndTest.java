// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options that name files leave behind when the program ends. */
class ExitFilesEndToEndTest {
    @TempDir
    private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** Four recordings: of samples, of waits, of everything, and the one that holds up the exit. */
    @Test
    void theRealToolReadsWhatIsWrittenAtExit() throws Exception {
        GoTool.require();
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=0,cpuprofile=" + file("cpu-%p") + ",blockprofile="
                        + file("block") + ",mutexprofile=" + file("mutex") + ",trace=" + file("trace"))
                .run(BusyProgram.class, "4");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        Path cpu;
        try (var files = Files.list(folder)) {
            cpu = files.filter(file -> file.getFileName().toString().matches("cpu-[0-9]+"))
                    .findAny()
                    .orElseThrow();
        }
        assertThat(GoTool.pprof(cpu, "-top")).contains("Type: cpu", "io.pprof4j.e2e.BusyProgram.burn");
        assertThat(GoTool.pprof(folder.resolve("block"), "-top"))
                .contains("Type: delay", "io.pprof4j.e2e.BusyProgram.waitForLock");
        assertThat(GoTool.pprof(folder.resolve("mutex"), "-top"))
                .contains("Type: delay", "io.pprof4j.e2e.BusyProgram.hold");
        assertThat(Files.readAllBytes(folder.resolve("trace"))).startsWith('F', 'L', 'R', 0);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    /** Flight Recorder cannot start within a program's end, so the end waits for it. */
    @Test
    void aProgramThatEndsAtOnceHasItsFileToo() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=0,cpuprofile=" + file("cpu"))
                .run(PlainProgram.class);
        assertThat(run.err()).isEmpty();
        assertThat(Measured.in(folder.resolve("cpu")).profile().sampleTypes()).hasSize(2);
    }

    @Test
    void aFileThatCannotBeWrittenIsOneLineAndTheExitCodeStays() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=0,mutexprofile=" + file("no/such"))
                .run(PlainProgram.class);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo("pprof4j: no mutex profile: cannot write mutex profile to " + file("no/such")
                        + ": its directory does not exist\n");
    }
}
