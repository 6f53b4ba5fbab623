// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong: the program's output and exit code stay, one line says what happened, no partial file remains. */
class HarmEndToEndTest {
    private static final List<String> NOTHING = List.of();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"none", "exit", "uncaught", "overflow", "memory"})
    void theProgramDoesWhatItDoesWithoutTheAgent(String mishap) throws Exception {
        compareWithout(mishap, "");
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"overflow", "memory", "constructor"})
    void theProgramDoesWhatItDoesWithoutTheAgentThatRecordsEveryObject(String mishap) throws Exception {
        compareWithout(mishap, ",memprofilerate=1");
    }

    private void compareWithout(String mishap, String options) throws Exception {
        Path file = directory.resolve("heap.pb.gz");
        ForkedJvm.Result plain = ForkedJvm.withoutAgent().jvm("-Xmx64m").run(Mishaps.class, mishap);
        ForkedJvm.Result profiled = ForkedJvm.withAgent("memprofile=" + file + options)
                .jvm("-Xmx64m")
                .run(Mishaps.class, mishap);

        assertUnharmed(plain, profiled);
        assertThat(profiled.err()).isEqualTo(plain.err());
        assertThat(files()).containsExactly("heap.pb.gz");
        RecordedHeap.read(file);
    }

    /** It may be at the end of a stack, where loading fails and the JVM says so. */
    @Test
    void whatTheFirstSampleNeedsIsLoadedBeforeMain() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1")
                .lightlyCompiled()
                .jvm("-Xlog:class+load:stdout:none")
                .run(Mishaps.class, "none");
        List<String> loaded =
                run.out().lines().map(line -> line.replaceFirst(" .*", "")).toList();
        int main = loaded.indexOf(Mishaps.class.getName());
        assertThat(main).isPositive();
        assertThat(loaded.subList(0, main)).contains("java.lang.InheritableThreadLocal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/full", "/proc/heap.pb.gz", "/proc/version/heap.pb.gz", "missing/heap.pb.gz"})
    void aFileThatCannotBeWrittenCostsOneLine(String file) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "not Linux");
        String path = directory.resolve(file).toString();

        ForkedJvm.Result profiled =
                ForkedJvm.withAgent("memprofile=" + path).lightlyCompiled().run(Mishaps.class, "none");

        assertUnharmed(ForkedJvm.withoutAgent().run(Mishaps.class, "none"), profiled);
        assertThat(messages(profiled)).singleElement().asString().contains("cannot write heap profile to " + path);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFullFileSystemIsLeftWithoutAPartOfTheProfile() throws Exception {
        boolean mounted = mount("mount", "-t", "tmpfs", "-o", "size=8k", "none", directory.toString());
        if (!mounted) {
            System.err.println("SKIPPED: mount is not allowed, so the full file system is only /dev/full");
        }
        assumeTrue(mounted, "mount is not allowed");
        try {
            Path file = directory.resolve("heap.pb.gz");
            ForkedJvm.Result profiled = ForkedJvm.withAgent("memprofilerate=1,memprofile=" + file)
                    .lightlyCompiled()
                    .run(Mishaps.class, "none");

            assertUnharmed(ForkedJvm.withoutAgent().run(Mishaps.class, "none"), profiled);
            assertThat(messages(profiled)).singleElement().asString().contains("No space left on device");
            assertThat(files()).isEmpty();
        } finally {
            mount("umount", directory.toString());
        }
    }

    private static boolean mount(String... command) throws InterruptedException {
        try {
            return ForkedJvm.command(List.of(command)).exitCode() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour=blue|unknown option \"colour\"|memprofilerate, ",
                "memprofilerate=lots|option memprofilerate=lots is not valid|1 for every allocation",
                "memprofilegc=2|option memprofilegc=2 is not valid|0 or 1",
                "profstackdepth|option profstackdepth has no value|from 1 to 1024",
                "verbose=yes|option verbose=yes is not valid|0 or 1",
                "engine=steam|option engine=steam is not valid|auto or bytecode"
            })
    void anOptionThatMakesNoSenseIsNamedWithWhatIsAccepted(String option, String complaint, String accepted)
            throws Exception {
        ForkedJvm.Result profiled =
                ForkedJvm.withAgent(option).lightlyCompiled().run(Mishaps.class, "none");

        assertUnharmed(ForkedJvm.withoutAgent().run(Mishaps.class, "none"), profiled);
        assertThat(messages(profiled)).singleElement().asString().contains(complaint, accepted);
    }

    @Test
    void classesThatCannotBeReadStayAsTheyWere() throws Exception {
        OddClass.write(directory, "Odd");
        String classPath = System.getProperty("java.class.path") + java.io.File.pathSeparator + directory;

        ForkedJvm.Result profiled =
                ForkedJvm.withAgent("").lightlyCompiled().classPath(classPath).run(Mishaps.class, "Odd");

        assertUnharmed(ForkedJvm.withoutAgent().classPath(classPath).run(Mishaps.class, "Odd"), profiled);
        assertThat(profiled.out()).isEqualTo("the answer of Odd\n");
        assertThat(messages(profiled)).singleElement().asString().contains("cannot instrument Odd ");
    }

    @Test
    void anotherAgentWhoseTransformerThrowsDoesNoHarm() throws Exception {
        Path other = directory.resolve("other.jar");
        ThrowingAgent.writeJar(other);
        String[] both = {"-javaagent:" + other};

        ForkedJvm.Result profiled = ForkedJvm.withAgent("memprofilerate=1")
                .lightlyCompiled()
                .jvm(both)
                .run(Mishaps.class, "none");

        assertUnharmed(ForkedJvm.withoutAgent().run(Mishaps.class, "none"), profiled);
        assertThat(messages(profiled)).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Djava.io.tmpdir=/nowhere", "-Xshare:auto", "-Xint"})
    void theJvmHasNothingToSayAboutTheAgent(String flag) throws Exception {
        ForkedJvm.Result profiled = ForkedJvm.withAgent("").jvm(flag).run(Mishaps.class, "none");

        ForkedJvm.Result plain = ForkedJvm.withoutAgent().jvm(flag).run(Mishaps.class, "none");
        assertUnharmed(plain, profiled);
        assertThat(profiled.err()).isEqualTo(plain.err());
    }

    /** What remains is about the JDK's own java.instrument, which holds more local references than it announced. */
    @Test
    void theJniCheckerHasNothingToSayAboutTheAgent() throws Exception {
        ForkedJvm.Result profiled = ForkedJvm.withAgent("").jvm("-Xcheck:jni").run(Mishaps.class, "none");

        assertThat(profiled.out()).contains("result 228890\n").doesNotContain("FATAL");
        // The program's line may come in between.
        List<String> lines =
                profiled.out().replace("result 228890\n", "").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("WARNING")) {
                assertThat(lines.get(i)).startsWith("WARNING: JNI local refs");
                assertThat(lines.get(i + 1)).startsWith("\tat sun.instrument.");
            }
        }
        assertThat(messages(profiled)).isEqualTo(NOTHING);
        assertThat(profiled.exitCode()).isZero();
    }

    @Test
    void exitsDuringWritingChangeNothingAndTheProfileIsWhole() throws Exception {
        Path file = directory.resolve("heap.pb.gz");

        ForkedJvm.Result profiled = ForkedJvm.withAgent("memprofilerate=1,memprofile=" + file)
                .lightlyCompiled()
                .run(Mishaps.class, "exits");

        assertThat(profiled.exitCode()).isEqualTo(3);
        assertUnharmed(ForkedJvm.withoutAgent().run(Mishaps.class, "exits"), profiled);
        assertThat(profiled.err()).isEmpty();
        assertThat(files()).containsExactly("heap.pb.gz");
        assertThat(RecordedHeap.read(file).at("alloc_objects", Mishaps.class, "exitAgainAndAgain"))
                .isGreaterThanOrEqualTo(100_000);
    }

    /** A second signal, and a third, hit the JVM while the profile is collected, encoded and written. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aSignalEndsTheProgramAsEverWithAWholeProfile(int signals) throws Exception {
        Path file = directory.resolve("heap.pb.gz");
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = ForkedJvm.withAgent("memprofilerate=1,memprofile=" + file)
                .lightlyCompiled()
                .start(out, err, Mishaps.class.getName(), "wait");
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!Files.readString(out).contains("ready") && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        for (int i = 0; i < signals; i++) {
            process.destroy();
            Thread.sleep(50);
        }

        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(Files.readString(out)).isEqualTo("ready 200000\n");
        assertThat(Files.readString(err)).isEmpty();
        assertThat(files()).containsExactly("err", "heap.pb.gz", "out");
        assertThat(RecordedHeap.read(file).at("alloc_objects", Mishaps.class, "awaitSignal"))
                .isGreaterThanOrEqualTo(200_000);
    }

    private static void assertUnharmed(ForkedJvm.Result plain, ForkedJvm.Result profiled) {
        assertThat(profiled.out()).as(profiled.err()).isEqualTo(plain.out());
        assertThat(profiled.exitCode()).isEqualTo(plain.exitCode());
    }

    /** All that is on stderr, which is ours alone. */
    private static List<String> messages(ForkedJvm.Result result) {
        assertThat(result.err().lines()).allMatch(line -> line.startsWith("pprof4j: "));
        return result.err().lines().toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
