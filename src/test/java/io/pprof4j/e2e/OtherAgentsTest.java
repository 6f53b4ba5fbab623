// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two agents in one JVM, in both orders: the program is unharmed, the other does its work, and we count to the object. */
@Tag("full")
class OtherAgentsTest {
    private static final Path AGENTS = ForkedJvm.ROOT.resolve("target/agents");

    /** Only what is looked at, since all of OpenTelemetry's instrumentations take seconds to start. */
    private static final String[] SPANS_TO_STDERR = {
        "-Dotel.traces.exporter=logging",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none",
        "-Dotel.instrumentation.common.default-enabled=false",
        "-Dotel.instrumentation.java-http-server.enabled=true",
        "-Dotel.instrumentation.http-url-connection.enabled=true"
    };

    @TempDir
    private Path directory;

    /** Which -javaagent comes first. */
    enum Order {
        OURS_FIRST,
        OURS_LAST;

        ForkedJvm with(String other, String options) {
            String ours = ForkedJvm.agent(options);
            return this == OURS_FIRST ? program(ours, other) : program(other, ours);
        }
    }

    /** Without Byte Buddy on the class path, which would be used in place of the other agent's. */
    private static ForkedJvm program(String... jvmArguments) {
        return ForkedJvm.withoutAgent()
                .lightlyCompiled()
                .classPath(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("byte-buddy"))
                        .collect(Collectors.joining(File.pathSeparator)))
                .jvm(jvmArguments);
    }

    @ParameterizedTest
    @EnumSource
    void jacocoMeasuresTheSameCoverage(Order order) throws Exception {
        ForkedJvm.Result alone = program(jacoco("alone.exec")).run(KnownSites.class);

        ForkedJvm.Result both =
                order.with(jacoco("both.exec"), profile() + ",memprofilerate=1").run(KnownSites.class);

        assertUnharmed(alone, both);
        assertThat(both.err()).isEqualTo(alone.err());
        Map<String, JacocoData> coverage = JacocoData.read(directory.resolve("both.exec"));
        JacocoData known = coverage.get(KnownSites.class.getName().replace('.', '/'));
        assertThat(known.probes().cardinality()).isGreaterThan(10);
        assertThat(coverage).isEqualTo(JacocoData.read(directory.resolve("alone.exec")));
        KnownCounts.assertExact(file());
    }

    private String jacoco(String file) {
        return "-javaagent:" + AGENTS.resolve("jacoco.jar") + "=includes=" + KnownSites.class.getName() + "*,destfile="
                + directory.resolve(file);
    }

    @ParameterizedTest
    @EnumSource
    void byteBuddyOfAnotherVersionCountsTheSameCalls(Order order) throws Exception {
        Path jar = directory.resolve("advice.jar");
        AdviceAgent.writeJar(jar, AGENTS.resolve("byte-buddy.jar"));
        String advice = "-javaagent:" + jar;
        ForkedJvm.Result alone = program(advice).run(KnownSites.class);

        ForkedJvm.Result both = order.with(advice, profile()).run(KnownSites.class);

        assertUnharmed(alone, both);
        assertThat(both.err()).isEqualTo(alone.err());
        int boxes = KnownSites.THREADS * (KnownSites.BOXES + 2 * KnownSites.PAIRS);
        assertThat(both.out())
                .contains("advice.application " + boxes + "\n")
                .contains("advice.jdk " + KnownSites.THREADS * KnownSites.UPDATES + "\n");
        KnownCounts.assertExact(file());
    }

    @ParameterizedTest
    @EnumSource
    void openTelemetryTracesTheClientAndTheServerOfACall(Order order) throws Exception {
        String telemetry = "-javaagent:" + AGENTS.resolve("opentelemetry.jar");
        ForkedJvm.Result plain = program().run(HttpOnce.class);

        ForkedJvm.Result both =
                order.with(telemetry, profile()).jvm(SPANS_TO_STDERR).run(HttpOnce.class);

        assertThat(plain.out()).contains("status 200\n", "traced false\n");
        assertThat(both.out()).as(both.err()).isEqualTo(plain.out().replace("traced false", "traced true"));
        assertThat(both.exitCode()).isEqualTo(KnownSites.EXIT_CODE);
        assertThat(both.err().lines().filter(line -> line.contains("LoggingSpanExporter - ")))
                .satisfiesExactlyInAnyOrder(
                        span -> assertThat(span).contains("'GET /'", "SERVER"),
                        span -> assertThat(span).contains("'GET'", "CLIENT"));
        assertThat(both.err()).doesNotContain("pprof4j: ", "ERROR", "Exception");
        KnownCounts.assertExact(file());
    }

    private static void assertUnharmed(ForkedJvm.Result alone, ForkedJvm.Result both) {
        assertThat(alone.exitCode()).as(alone.err()).isEqualTo(KnownSites.EXIT_CODE);
        assertThat(both.out()).as(both.err()).isEqualTo(alone.out());
        assertThat(both.exitCode()).isEqualTo(alone.exitCode());
    }

    private String profile() {
        return "memprofile=" + file();
    }

    private Path file() {
        return directory.resolve("heap.pb.gz");
    }
}
