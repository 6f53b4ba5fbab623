// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pprof4j.examples.havlak.LoopTesterApp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop finder's profile as {@code go tool pprof} shows it. */
class GoToolEndToEndTest {
    private static final String HAVLAK = "io.pprof4j.examples.havlak.";
    private static final Path SOURCES = ForkedJvm.ROOT.resolve("examples/src/main/java");

    @TempDir
    static Path folder;

    private static Path profile;

    @BeforeAll
    static void runLoopFinder() throws Exception {
        GoTool.require();
        profile = folder.resolve("mem.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=8192")
                .jvm("-Dpprof4j.seed=1")
                .run(LoopTesterApp.class, "-loops", "10", "-iterations", "2", "-memprofile", profile.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Found 76002 loops");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alloc_objects", "alloc_space", "inuse_objects", "inuse_space"})
    void topShowsTheLoopFinderForEverySampleType(String sampleType) throws Exception {
        String top = GoTool.pprof(profile, "-top", "-sample_index=" + sampleType);
        assertThat(top)
                .contains("Type: " + sampleType)
                .contains("engine: bytecode")
                .contains(HAVLAK + "IntList.push")
                .contains(HAVLAK + "HavlakLoopFinder.findLoops")
                .contains(HAVLAK + "CfgBuilder.buildBaseLoop")
                .contains(HAVLAK + "CfgBuilder.buildConnect")
                .contains(HAVLAK + "CfgBuilder.buildDiamond")
                .contains(HAVLAK + "CfgBuilder.buildStraight")
                .contains(HAVLAK + "BasicBlockEdge.<init>");
    }

    @Test
    void theFiveSitesOfTheArticleOwnNearlyAllBytesInUse() throws Exception {
        Measured measured = Measured.in(profile);
        long own = 0;
        for (String site : List.of(
                "HavlakLoopFinder.findLoops",
                "IntList.push",
                "ControlFlowGraph.createNode",
                "CfgBuilder.buildConnect",
                "LoopStructureGraph.createNewLoop")) {
            long bytes = measured.flat(site, "inuse_space");
            assertThat(bytes).as(site).isPositive();
            own += bytes;
        }
        assertThat((double) own / measured.total("inuse_space")).isGreaterThan(0.85);
    }

    @Test
    void inUseIsTheSizeOfTheProgramsData() throws Exception {
        // About 90 MB with headers of 12 bytes and references of 4.
        assertThat(Measured.in(profile).total("inuse_space")).isBetween(80L << 20, 115L << 20);
    }

    @Test
    void ourOwnTopPrintsWhatGoPrints() throws Exception {
        String go = GoTool.pprof(profile, "-top", "-sample_index=alloc_space", "-nodecount=10");
        assertThat(JarCommandLineTest.jar("top", "-sample_index=alloc_space", "-nodecount=10", profile.toString())
                        .out()
                        .replaceFirst("(?m)^Time: .*$", "Time:"))
                .isEqualTo(go.replaceFirst("(?m)^Time: .*$", "Time:"));
    }

    @Test
    void listShowsTheSourceLinesWithTheirBytes() throws Exception {
        assertThat(GoTool.pprof(profile, "-list", "findLoops", "-source_path", SOURCES.toString()))
                .contains("ROUTINE ======================== " + HAVLAK + "HavlakLoopFinder.findLoops")
                .containsPattern("[0-9.]+[kM]B +[0-9.]+[kM]B +\\d+: +nodes\\[w\\] = new UnionFindNode\\(")
                .containsPattern("[0-9.]+[kM]B +[0-9.]+[kM]B +\\d+: +bodyOf = new int\\[reached\\];")
                .containsPattern(" \\. +[0-9.]+[kM]B +\\d+: +sortPredecessors\\(w\\);")
                .containsPattern(" \\. +\\. +\\d+: +int reached = order.reached\\(\\);");
    }

    @Test
    void tagsShowTotalsByType() throws Exception {
        assertThat(GoTool.pprof(profile, "-tags"))
                .containsPattern("type: Total [0-9.]+[kM]B")
                .containsPattern("[0-9.]+[kM]B \\([0-9. ]+%\\): " + HAVLAK + "IntList\\$Cell")
                .containsPattern("[0-9.]+[kM]B \\([0-9. ]+%\\): " + HAVLAK + "BasicBlockEdge")
                .containsPattern("bytes: Total [0-9.]+[kM]B")
                .containsPattern("[0-9.]+[kM]B \\([0-9. ]+%\\): 24B");
    }

    @Test
    void tagrootGroupsByType() throws Exception {
        String top = GoTool.pprof(profile, "-tagroot", "type", "-top");
        assertThat(top)
                .containsPattern("(?m) 0 +0% +[0-9.]+% +[0-9.]+[kM]B +[0-9.]+%  " + HAVLAK + "IntList\\$Cell$")
                .containsPattern("(?m)  " + HAVLAK + "BasicBlockEdge$");
        assertThat(GoTool.pprof(profile, "-tagfocus", "type=BasicBlockEdge", "-top"))
                .contains(HAVLAK + "CfgBuilder.buildConnect")
                .doesNotContain("IntList.push");
    }

    @Test
    void rawAcceptsEverything() throws Exception {
        assertThat(GoTool.pprof(profile, "-raw"))
                .contains("PeriodType: space bytes")
                .contains("Period: 8192")
                .contains("alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes")
                .contains("io/pprof4j/examples/havlak/IntList.java:")
                .contains("type:[" + HAVLAK + "IntList$Cell]");
    }

    @Test
    void dotShortensNamesAndSvgIsDrawn() throws Exception {
        assertThat(GoTool.pprof(profile, "-dot")).contains("digraph").contains("IntList\\npush");
        assumeTrue(isGraphvizInstalled(), "graphviz is not installed");
        assertThat(GoTool.pprof(profile, "-svg")).contains("<svg").contains("findLoops");
    }

    @Test
    void textFormIsReadToo() throws Exception {
        Path text = folder.resolve("heap.txt");
        ForkedJvm.Result run =
                ForkedJvm.withAgent("memprofilerate=1").run(ApiProgram.class, "write", "1", text.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(GoTool.pprof(text, "-raw"))
                .contains("PeriodType: space bytes")
                .contains("Period: 1")
                .containsPattern("(?m)^ +100 +101600 +100 +101600:");
    }

    private static boolean isGraphvizInstalled() throws InterruptedException {
        try {
            return ForkedJvm.command(List.of("dot", "-V")).exitCode() == 0;
        } catch (IOException absent) {
            System.err.println("SKIPPED: graphviz is not installed, so no svg is drawn (apt-get install graphviz)");
            return false;
        }
    }
}
