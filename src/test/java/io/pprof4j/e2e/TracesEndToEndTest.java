// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The traces as a program's user sees them. */
class TracesEndToEndTest {
    private static final String MS = "(?:0|[0-9]+|[0-9]+\\.[0-9]{1,3})";
    private static final Pattern GC_LINE = Pattern.compile("gc (\\d+) @\\d+\\.\\d{3}s \\d+%: " + MS + "\\+" + MS + "\\+"
            + MS + " ms clock, " + MS + "\\+" + MS + "/" + MS + "/" + MS + "\\+" + MS + " ms cpu, \\d+->\\d+->\\d+ MB,"
            + " \\d+ MB goal, \\d+ MB stacks, \\d+ MB globals, \\d+ P \\(.+\\)");
    private static final Pattern GC_LINE_2014 = Pattern.compile("gc(\\d+)\\(\\d+\\): \\d+\\+\\d+\\+\\d+\\+\\d+ us,"
            + " \\d+ -> \\d+ MB, \\d+ \\(\\d+-\\d+\\) objects, \\d+/\\d+/\\d+ sweeps, \\d+\\(\\d+\\) handoff,"
            + " \\d+\\(\\d+\\) steal, \\d+/\\d+/\\d+ yields \\(.+\\)");
    private static final Pattern SCHED_LINE = Pattern.compile("SCHED (\\d+)ms: gomaxprocs=(\\d+) idleprocs=\\d+"
            + " threads=(\\d+) idlethreads=\\d+ runqueue=\\d+ \\[\\d+ \\d+ \\d+]");
    private static final Pattern ALLOCATION = Pattern.compile("""
            tracealloc\\(0x([0-9a-f]+), 0x([0-9a-f]+), io\\.pprof4j\\.e2e\\.TracedProgram\\$Marker\\)
            goroutine \\d+ \\[running]: "worker \\?\\d\\?\\?"
            io\\.pprof4j\\.e2e\\.TracedProgram\\.newMarker\\(\\.\\.\\.\\)
            \tio/pprof4j/e2e/TracedProgram\\.java:\\d+
            io\\.pprof4j\\.e2e\\.TracedProgram\\.allocate\\(\\.\\.\\.\\)
            """);
    private static final Pattern FREE = Pattern.compile("tracefree\\(0x([0-9a-f]+), 0x([0-9a-f]+)\\)\n");

    @TempDir
    private Path folder;

    @Test
    void eachCollectionIsALine() throws Exception {
        assertCollections("gctrace=1", GC_LINE);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "Z", "Shenandoah"})
    void eachCollectionIsALineWithEveryCollector(String collector) throws Exception {
        assertCollections("gctrace=1", GC_LINE, "-XX:+Use" + collector + "GC");
    }

    @Test
    void eachCollectionIsALineOfTheArticle() throws Exception {
        assertCollections("gctrace=2", GC_LINE_2014);
    }

    private void assertCollections(String options, Pattern form, String... flags) throws Exception {
        ForkedJvm jvm = ForkedJvm.withAgent(options + ",memprofilerate=0").jvm(flags);
        Traced run = Traced.run(jvm, folder, null, trace -> trace.split("\\(forced\\)\n", -1).length > 5);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).endsWith("done\n");
        List<Long> numbers = new ArrayList<>();
        for (String line : run.trace().lines().toList()) {
            Matcher matcher = form.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            numbers.add(Long.parseLong(matcher.group(1)));
        }
        // The first may have come between the two collectors' listeners.
        for (int i = 2; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).as(run.trace()).isEqualTo(numbers.get(i - 1) + 1);
        }
    }

    @Test
    void everyAllocationAndDeathIsABlock() throws Exception {
        Path file = folder.resolve("trace");
        int markers = TracedProgram.THREADS * TracedProgram.MARKERS;
        ForkedJvm jvm = ForkedJvm.withAgent(
                "memprofilerate=1,include=io.pprof4j.e2e.TracedProgram,alloctrace=1," + "alloctracefile=" + file);
        // The last marker is still referred to.
        Traced run = Traced.run(jvm, folder, file, trace -> matches(FREE, trace).size() >= markers);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        List<MatchResult> allocations = matches(ALLOCATION, run.trace());
        assertThat(allocations).hasSize(markers);
        Set<String> allocated = new HashSet<>();
        allocations.forEach(block -> allocated.add(block.group(1) + " " + block.group(2)));
        assertThat(allocated).hasSize(markers);
        Set<String> freed = new HashSet<>();
        matches(FREE, run.trace()).forEach(block -> freed.add(block.group(1) + " " + block.group(2)));
        assertThat(freed).containsAll(allocated);
        assertThat(run.trace()).contains("tracegc()\nend tracegc\n\n").doesNotContain("dropped");
        assertThat(run.trace()).endsWith("\n\n");
        for (String block : run.trace().strip().split("\n\n", -1)) {
            assertThat(block).matches("(?s)trace(alloc|free|gc)\\(.*").doesNotContain("\ntracealloc", "\ntracefree");
        }
    }

    @Test
    void theProgramSwitchesTheAllocationTraceOnAndOff() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1,include=io.pprof4j.e2e.SwitchedTraceProgram*")
                .run(SwitchedTraceProgram.class);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("on: false\non: true\n10 20 30\n");
    }

    @Test
    void theSchedulerIsALineEachInterval() throws Exception {
        ForkedJvm jvm = ForkedJvm.withoutAgent()
                .jvm(ForkedJvm.agent(""))
                .environment("PPROF4J", "schedtrace=50,memprofilerate=0");
        Traced run = Traced.run(jvm, folder, null, trace -> trace.lines().count() >= 5);

        assertThat(run.exitCode()).as(run.err()).isZero();
        int threads =
                Integer.parseInt(run.out().lines().findFirst().orElseThrow().substring("threads ".length()));
        long previous = -1;
        for (String line : run.trace().lines().toList()) {
            Matcher matcher = SCHED_LINE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            assertThat(Long.parseLong(matcher.group(1))).as(line).isGreaterThan(previous);
            assertThat(Integer.parseInt(matcher.group(2)))
                    .isEqualTo(Runtime.getRuntime().availableProcessors());
            // Workers, and threads that the JVM starts when it likes.
            assertThat(Integer.parseInt(matcher.group(3))).isBetween(threads - 8, threads + 16);
            previous = Long.parseLong(matcher.group(1));
        }
    }

    @Test
    void detailHasEveryThread() throws Exception {
        ForkedJvm jvm = ForkedJvm.withAgent("schedtrace=50,scheddetail=1,memprofilerate=0");
        Traced run = Traced.run(jvm, folder, null, trace -> trace.split("SCHED ", -1).length > 3);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.trace())
                .containsPattern("(?m)^  P0: status=[01] schedtick=0 ")
                .containsPattern("(?m)^  M(\\d+): p=-1 curg=\\1 ")
                .containsPattern("(?m)^  G(\\d+): status=[24]\\(.*\\) m=\\1 lockedm=\\1 \"main\"$");
    }

    /** Nobody reads: the first write fails, and that is all. */
    @Test
    void aClosedStandardErrorHarmsNobody() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("gctrace=1,schedtrace=1,scheddetail=1,memprofilerate=1,alloctrace=1")
                .runWithoutStandardError(PlainProgram.class);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("kept 100\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws Exception {
        Path absent = folder.resolve("absent/trace");
        ForkedJvm.Result run =
                ForkedJvm.withAgent("alloctrace=1,alloctracefile=" + absent).run(PlainProgram.class);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("kept 100\n");
        assertThat(run.err().lines()).singleElement().asString().startsWith("pprof4j: no allocation trace: " + absent);
    }

    @Test
    void countedAllocationsHaveNoTrace() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("alloctrace=1,alloccount=1").run(PlainProgram.class);

        assertThat(run.out()).isEqualTo("kept 100\n");
        assertThat(run.err())
                .isEqualTo("pprof4j: no allocation trace: allocations are counted in this JVM (alloccount=1),"
                        + " without stacks and deaths\n");
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        List<MatchResult> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.toMatchResult());
        }
        return found;
    }
}
