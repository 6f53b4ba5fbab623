// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** Which module uses which, as {@code jdeps} finds it in the class files. The arrows of ARCHITECTURE.md, no more. */
class ModuleGraphTest {
    private static final Pattern ARROW = Pattern.compile("(?m)^(.+) -> (.+)$");
    private static final Pattern VERSION = Pattern.compile("-[0-9][^/]*\\.jar$");

    @Test
    void profileUsesProtobufOnly() throws Exception {
        assertThat(usedBy("profile")).containsExactly("java.base", "protobuf-java");
    }

    @Test
    void recorderUsesNothingButJavaBase() throws Exception {
        assertThat(usedBy("recorder")).containsExactly("java.base");
    }

    @Test
    void memstatsUsesTheJdkOnly() throws Exception {
        assertThat(usedBy("memstats")).allMatch(name -> name.startsWith("java.") || name.startsWith("jdk."));
    }

    @Test
    void micrometerUsesMemstats() throws Exception {
        assertThat(withoutJdk(usedBy("micrometer"))).containsExactly("micrometer-core", "pprof4j-memstats");
    }

    @Test
    void tracerUsesRecorderAndByteBuddy() throws Exception {
        assertThat(withoutJdk(usedBy("tracer")))
                .containsExactly("asm", "asm-commons", "byte-buddy-agent", "pprof4j-recorder");
    }

    @Test
    void heapUsesProfileRecorderAndMemstats() throws Exception {
        assertThat(withoutJdk(usedBy("heap")))
                .containsExactly("pprof4j-memstats", "pprof4j-profile", "pprof4j-recorder");
    }

    @Test
    void runtimeUsesProfileAndTheRecorder() throws Exception {
        assertThat(withoutJdk(usedBy("runtime"))).containsExactly("pprof4j-profile", "pprof4j-recorder");
    }

    @Test
    void httpUsesWhatHasProfilesAndTheRecorder() throws Exception {
        assertThat(withoutJdk(usedBy("http")))
                .containsExactly(
                        "pprof4j-heap", "pprof4j-memstats", "pprof4j-profile", "pprof4j-recorder", "pprof4j-runtime");
    }

    @Test
    void examplesUseWhatIsPublic() throws Exception {
        assertThat(withoutJdk(usedBy("examples"))).isSubsetOf("pprof4j-heap", "pprof4j-memstats", "pprof4j-profile");
    }

    @Test
    void distPutsTheModulesOfTheAgentTogether() throws Exception {
        assertThat(withoutJdk(usedBy("dist")))
                .containsExactly(
                        "pprof4j-heap",
                        "pprof4j-http",
                        "pprof4j-memstats",
                        "pprof4j-profile",
                        "pprof4j-recorder",
                        "pprof4j-runtime",
                        "pprof4j-tracer");
    }

    @Test
    void benchUsesOfPprof4jTheRecorderAndWhatItMeasures() throws Exception {
        Set<String> ours = usedBy("bench");
        ours.removeIf(name -> !name.startsWith("pprof4j-"));
        assertThat(ours)
                .isSubsetOf(
                        "pprof4j-memstats",
                        "pprof4j-profile",
                        "pprof4j-recorder",
                        "pprof4j-runtime",
                        "pprof4j-testing");
    }

    @Test
    void testingAttachesTheTracerAndUsesTheFrameworksOfItsUsers() throws Exception {
        Set<String> used = withoutJdk(usedBy("testing"));
        assertThat(used).contains("pprof4j-profile", "pprof4j-recorder", "pprof4j-tracer");
        used.removeIf(name -> name.startsWith("junit-") || name.startsWith("assertj-") || name.startsWith("jmh-"));
        assertThat(used)
                .isSubsetOf("pprof4j-heap", "pprof4j-profile", "pprof4j-recorder", "pprof4j-runtime", "pprof4j-tracer");
    }

    @Test
    void onlyDistAndTestingUseTracerAndNobodyUsesExamplesDistOrBench() throws Exception {
        for (Path module : modules()) {
            String name = module.getFileName().toString();
            assertThat(usedBy(name)).as(name).doesNotContain("pprof4j-examples", "pprof4j-dist", "pprof4j-bench");
            if (!name.equals("dist") && !name.equals("testing")) {
                assertThat(usedBy(name)).as(name).doesNotContain("pprof4j-tracer");
            }
        }
    }

    private static Set<Path> modules() throws IOException {
        Set<Path> folders = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(ForkedJvm.ROOT)) {
            for (Path folder : all) {
                if (Files.isDirectory(folder.resolve("src/main/java"))) {
                    folders.add(folder);
                }
            }
        }
        assertThat(folders).hasSizeGreaterThanOrEqualTo(8);
        return folders;
    }

    private static Set<String> withoutJdk(Set<String> names) {
        names.removeIf(name -> name.startsWith("java.") || name.startsWith("jdk."));
        return names;
    }

    /** Names of the modules and jars, without versions. */
    private static Set<String> usedBy(String module) throws IOException {
        String jar = jar(module).toString();
        String summary = jdeps("-summary", "--multi-release", "17", "--class-path", classPath(module), jar);
        Set<String> used = new TreeSet<>();
        Matcher arrow = ARROW.matcher(summary);
        while (arrow.find()) {
            if (name(arrow.group(1)).equals("pprof4j-" + module)) {
                used.add(name(arrow.group(2)));
            }
        }
        assertThat(used).as(summary).contains("java.base").doesNotContain("not found");
        return used;
    }

    /** Of these tests; a module with libraries of its own, such as bench, has written its class path to a file. */
    private static String classPath(String module) throws IOException {
        Path own = ForkedJvm.ROOT.resolve(module).resolve("target/class-path");
        return Files.exists(own) ? Files.readString(own) : System.getProperty("java.class.path");
    }

    private static String name(String jarOrModule) {
        return VERSION.matcher(Path.of(jarOrModule).getFileName().toString()).replaceFirst("");
    }

    private static Path jar(String module) throws IOException {
        Path target = ForkedJvm.ROOT.resolve(module).resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "pprof4j-" + module + "-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new IOException("no jar in " + target);
    }

    private static String jdeps(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int exitCode = jdeps.run(writer, writer, arguments);
        writer.flush();
        assertThat(exitCode).as(out.toString()).isZero();
        return out.toString();
    }
}
