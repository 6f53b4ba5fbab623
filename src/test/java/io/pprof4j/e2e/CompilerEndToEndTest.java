// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large program that nobody wrote for us, with deep and ever new stacks: the JDK's compiler. */
@Tag("full")
final class CompilerEndToEndTest {
    private static final String COMPILER = "com.sun.tools.javac.Main";

    @TempDir
    static Path directory;

    private static Map<String, String> plain;

    @BeforeAll
    static void compileWithoutTheAgent() throws Exception {
        plain = compile(ForkedJvm.withoutAgent(), "plain");
        assertThat(plain).hasSizeGreaterThan(20);
    }

    @Test
    void theCompilerWritesTheSameClassesUnderTheAgent() throws Exception {
        assertSameClasses("");
    }

    /** Each of a quarter of a million stacks is decoded: half a minute. */
    @ParameterizedTest
    @ValueSource(strings = {"memprofilerate=1", "memprofilerate=4096"})
    void theCompilerWritesTheSameClassesWhenMuchIsRecorded(String options) throws Exception {
        assertSameClasses(options);
    }

    private static void assertSameClasses(String options) throws Exception {
        assertThat(compile(ForkedJvm.withAgent(options), "profiled" + options)).isEqualTo(plain);
    }

    /** The class files, by name, of the recorder's own sources. */
    private static Map<String, String> compile(ForkedJvm jvm, String name) throws IOException, InterruptedException {
        Path classes = Files.createDirectory(directory.resolve(name));
        List<String> arguments =
                new ArrayList<>(List.of("-nowarn", "-proc:none", "--release", "17", "-d", classes.toString()));
        arguments.addAll(files(ForkedJvm.ROOT.resolve("recorder/src/main/java"), ".java").stream()
                .map(Path::toString)
                .toList());
        ForkedJvm.Result result = jvm.run(COMPILER, arguments.toArray(new String[0]));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out() + result.err()).isEmpty();
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(classes, ".class")) {
            contents.put(
                    classes.relativize(file).toString(),
                    new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        return contents;
    }

    private static List<Path> files(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
