// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.Label;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that the application sets through its own copy of the library, in what the agent serves. */
class LabelsEndToEndTest {
    private static final String ALLOCATE = "LabelsProgram.allocate";

    @TempDir
    static Path folder;

    private static ServedProgram program;

    @BeforeAll
    static void start() throws Exception {
        program = new ServedProgram(folder, "memprofilerate=1,blockprofilerate=1", LabelsProgram.class);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static long of(Measured profile, String function, String sampleType, Label label) {
        int index = profile.profile().sampleIndex(sampleType);
        return profile.profile().samples().stream()
                .filter(sample -> Measured.functions(sample).stream().anyMatch(name -> name.endsWith(function)))
                .filter(sample -> sample.labels().contains(label))
                .filter(sample ->
                        !sampleType.startsWith("inuse") || sample.labels().contains(Label.of("type", "byte[]")))
                .mapToLong(sample -> sample.value(index))
                .sum();
    }

    @Test
    void whatThreadsAndTheirChildrenAllocateCarriesTheirLabels() throws Exception {
        Measured heap = program.profile("heap?gc=1");
        assertThat(of(heap, ALLOCATE, "inuse_objects", Label.of("tenant", "a"))).isEqualTo(140);
        assertThat(of(heap, ALLOCATE, "inuse_objects", Label.of("tenant", "b"))).isEqualTo(50);
        assertThat(of(heap, ALLOCATE, "inuse_objects", Label.of("type", "byte[]")))
                .isEqualTo(197);
        assertThat(program.text("heap?debug=1")).contains("# labels: {\"tenant\":\"a\"}\n#\t0x");
    }

    @Test
    void theRealToolTellsTenantsApart() throws Exception {
        GoTool.require();
        assertThat(GoTool.fetch(program.url("heap?gc=1"), folder, "-tags", "-focus=" + ALLOCATE))
                .contains("tenant:")
                .containsPattern("1\\d\\d\\.\\dkB \\(.*%\\): a");
        assertThat(GoTool.fetch(
                        program.url("heap?gc=1"),
                        folder,
                        "-top",
                        "-sample_index=inuse_objects",
                        "-tagfocus=tenant=b",
                        "-tagshow=tenant",
                        "-focus=" + ALLOCATE))
                .containsPattern("(?m)^ +50 .* io\\.pprof4j\\.e2e\\.LabelsProgram\\.allocate$");
    }

    @Test
    void waitsAndThreadsCarryLabels() throws Exception {
        assertThat(of(program.profile("block"), "LabelsProgram.waitShort", "delay", Label.of("tenant", "b")))
                .isGreaterThanOrEqualTo(90_000_000); // of 100 ms that are waited, by another clock
        assertThat(program.text("goroutine?debug=2")).contains("# labels: {\"tenant\":\"a\"}\n# name: waiting\n");
        assertThat(of(program.profile("goroutine"), "LabelsProgram.waitLong", "goroutine", Label.of("tenant", "a")))
                .isEqualTo(1);
    }

    @Test
    void cpuSamplesCarryInheritedLabels() throws Exception {
        assertThat(of(program.profile("profile?seconds=1"), "LabelsProgram.burn", "samples", Label.of("tenant", "a")))
                .isPositive();
    }
}
