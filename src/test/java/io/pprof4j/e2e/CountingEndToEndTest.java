// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.Sample;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** With alloccount=1 every allocation is counted at its site, at a price that leaves the program as it is. */
class CountingEndToEndTest {
    /** Of sixteen rounds of {@code allocate}: arrays of 0 to 7 longs, twice. */
    private static final long ARRAY_BYTES = 16 * 16 + 2 * 28 * 8;

    private static final long OBJECT_BYTES = 16;

    /** As -Xbatch, but only where it matters: of all that the agent runs at its start it would make half a minute. */
    private static final String WAIT_FOR_COMPILER = "BackgroundCompilation,io.pprof4j.e2e.CountingProgram::*,false";

    @TempDir
    private Path directory;

    private RecordedHeap run(String... arguments) throws Exception {
        return run(ForkedJvm.withAgent("alloccount=1,memprofile=" + file()).run(CountingProgram.class, arguments));
    }

    private RecordedHeap run(ForkedJvm.Result result) throws Exception {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        return RecordedHeap.read(file());
    }

    private Path file() {
        return directory.resolve("counted.pb.gz");
    }

    private static void assertRounds(RecordedHeap heap, long rounds) {
        assertThat(heap.at("alloc_objects", CountingProgram.class, "allocate")).isEqualTo(48 * rounds);
        assertThat(heap.at("alloc_space", CountingProgram.class, "allocate"))
                .isEqualTo(rounds * (ARRAY_BYTES + 32 * OBJECT_BYTES));
    }

    @Test
    void objectsOfThreadsThatAreDeadAreCounted() throws Exception {
        assertRounds(run("threads", "3000", "4"), 3000);
    }

    @Test
    void objectsOfManyThreadsAtOnceAreCounted() throws Exception {
        assertRounds(run("threads", "2000", "500"), 2000);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void objectsOfVirtualThreadsAreCounted() throws Exception {
        assertRounds(run("virtual", "5000"), 50_000);
    }

    @Test
    void aSampleIsASiteAndATypeWithItsNumbers() throws Exception {
        RecordedHeap heap = run("threads", "1", "1");
        Profile profile = heap.profile();
        List<Sample> samples = profile.samples().stream()
                .filter(sample -> Measured.functions(sample).get(0).endsWith("CountingProgram.allocate"))
                .toList();
        assertThat(profile.period()).isEqualTo(1);
        assertThat(profile.comments())
                .contains("in-use is unknown, not zero: every allocation was counted at its site, and no object"
                        + " followed (alloccount=1)");
        assertThat(samples).allSatisfy(sample -> assertThat(sample.stack()).hasSize(1));
        assertThat(samples)
                .extracting(sample -> label(sample, "type") + " " + sample.value(0) + " " + sample.value(1))
                .containsExactlyInAnyOrder(
                        "long[] 16 " + ARRAY_BYTES,
                        "io.pprof4j.e2e.CountingProgram$Part 16 256",
                        "io.pprof4j.e2e.CountingProgram$Whole 16 256");
        assertThat(samples)
                .filteredOn(sample -> label(sample, "type").equals("long[]"))
                .allSatisfy(sample ->
                        assertThat(sample.labels()).extracting(Label::key).containsExactly("type"));
        assertThat(heap.total("inuse_objects")).isZero();
        assertThat(heap.total("inuse_space")).isZero();
    }

    private static String label(Sample sample, String key) {
        return sample.labels().stream()
                .filter(label -> label.key().equals(key))
                .map(Label::str)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tenThousandLinesAreTwentyThousandSites() throws Exception {
        ManySites.write(directory, "Lines", 10_000);
        String classPath = directory + File.pathSeparator + System.getProperty("java.class.path");
        Profile profile = run(ForkedJvm.withAgent("alloccount=1,memprofile=" + file())
                        .classPath(classPath)
                        .run("Lines"))
                .profile();
        List<Sample> samples = profile.samples().stream()
                .filter(sample -> Measured.functions(sample).get(0).startsWith("Lines.from"))
                .toList();
        assertThat(samples)
                .hasSize(20_000)
                .allSatisfy(sample -> assertThat(sample.value(0)).isEqualTo(1));
        assertThat(samples.stream().mapToLong(sample -> sample.value(1)).sum()).isEqualTo(10_000L * (16 + 120));
    }

    @Test
    void aHiddenClassThatMakesInstancesOfItselfIsCounted() throws Exception {
        RecordedHeap heap = run("hidden");
        assertThat(heap.at("alloc_objects", CountingProgram.SelfMade.class, "make"))
                .isEqualTo(70);
        assertThat(heap.at("alloc_space", CountingProgram.SelfMade.class, "make"))
                .isEqualTo(70 * OBJECT_BYTES);
    }

    @Test
    void theRateIsOneAndStays() throws Exception {
        ForkedJvm.Result result =
                ForkedJvm.withAgent("alloccount=1,memprofile=" + file()).run(CountingProgram.class, "rate");
        assertThat(result.out().lines())
                .containsExactly(
                        "rate 1", "every allocation is counted in this JVM (alloccount=1): there is no rate to set");
        assertThat(run(result).at("alloc_objects", CountingProgram.class, "allocate"))
                .isEqualTo(24);
    }

    /** On JDK 17 escape analysis runs once, and sees only what is not held by another temporary. */
    @Test
    void temporariesThatTheCompilerRemovesStayRemoved() throws Exception {
        ForkedJvm.Result result = ForkedJvm.withAgent("alloccount=1,memprofile=" + file())
                .jvm("-XX:CompileCommand=quiet", "-XX:CompileCommand=" + WAIT_FOR_COMPILER)
                .run(CountingProgram.class, "temporaries");
        RecordedHeap heap = run(result);
        assertThat(heap.at("alloc_objects", CountingProgram.class, "flat")).isEqualTo(11_000_000);
        assertThat(heap.at("alloc_objects", CountingProgram.class, "nested")).isEqualTo(22_000_000);
        assertThat(bytes(result, "flat")).isLessThan(1);
        if (Runtime.version().feature() >= 25) {
            assertThat(bytes(result, "nested")).isLessThan(1);
        }
    }

    private static double bytes(ForkedJvm.Result result, String loop) {
        return result.out()
                .lines()
                .filter(line -> line.startsWith(loop))
                .mapToDouble(line -> Double.parseDouble(line.substring(loop.length())))
                .findFirst()
                .orElseThrow();
    }

    @Tag("full")
    @Test
    void codeThatIsStillInstrumentedForAnotherFormSpoilsNothing() throws Exception {
        ForkedJvm.Result result =
                ForkedJvm.withoutAgent().jvm("-XX:+EnableDynamicAgentLoading").run(CountingProgram.class, "switch");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).containsExactly("counted 3000", "counted 3000", "recorded 150", "counted 60");
    }
}
