// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.e2e.ZooVandal.Defect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All classes of the JDK and of well-known libraries go through the agent as a program's do, and then through the JVM's
 * verifier, in each form of the instrumentation. About two minutes on two cores.
 */
@Tag("full")
final class ZooEndToEndTest {
    private static final Path JARS = ForkedJvm.ROOT.resolve("target/zoo");
    private static final String JDK = "jdk";
    private static final String SAMPLING = "";
    private static final String COUNTING = "alloccount=1";
    private static final List<String> NOTHING = List.of();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {SAMPLING, COUNTING})
    void allClassesOfTheJdkAreCountedAndVerified(String form) throws Exception {
        ZooReport report = report(JDK, List.of(ZooRun.instrumented(directory, "jdk", form, NOTHING, JDK, NOTHING)));

        assertThat(report.complaints()).isEmpty();
        ZooReport.Row total = report.total();
        if (form.equals(SAMPLING)) {
            CompatibilityTable.update(Map.of("JDK, all modules", total));
        }
        assertThat(total.classes()).isGreaterThan(20_000);
        assertThat(total.sites()).isGreaterThan(300_000);
        assertThat(List.of(ExpectedHooks.BODY, ExpectedHooks.CARRIER, ExpectedHooks.HUGE, ZooReport.UNMODIFIABLE))
                .containsAll(total.leftOut().keySet());
    }

    /** In two JVMs, so that both cores work and neither recorder meets more types than it has numbers for. */
    @ParameterizedTest
    @ValueSource(strings = {SAMPLING, COUNTING})
    void allClassesOfManyLibrariesAreCountedAndVerified(String form) throws Exception {
        List<ZooRun> runs = new ArrayList<>();
        List<ZooGroup> jars = ZooGroup.ofJars(JARS);
        for (List<String> half : halves(jars)) {
            runs.add(ZooRun.instrumented(directory, "jars" + runs.size(), form, NOTHING, JARS.toString(), half));
        }
        ZooReport report = report(JARS.toString(), runs);
        jars.forEach(report::add);

        assertThat(report.complaints()).isEmpty();
        if (form.equals(SAMPLING)) {
            CompatibilityTable.update(report.rows());
        }
        assertThat(report.rows()).hasSizeGreaterThan(60);
        assertThat(report.total().classes()).isGreaterThan(60_000);
        List<String> reasons = new ArrayList<>(List.of(ExpectedHooks.HUGE, ZooReport.DEPENDENCY, ZooReport.DOUBLE));
        if (form.equals(COUNTING)) {
            reasons.add(ExpectedHooks.TOO_LARGE);
        }
        assertThat(report.total().leftOut()).containsOnlyKeys(reasons);
    }

    private static List<List<String>> halves(List<ZooGroup> groups) {
        List<List<String>> halves = List.of(new ArrayList<>(), new ArrayList<>());
        for (ZooGroup group : groups) {
            int smaller = halves.get(0).size() <= halves.get(1).size() ? 0 : 1;
            halves.get(smaller).addAll(group.classNames());
        }
        return halves;
    }

    /** What does not link is tried again without the agent. */
    private ZooReport report(String classes, List<ZooRun> runs) throws Exception {
        List<ZooResult> results = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        Map<String, Integer> verified = new HashMap<>();
        for (ZooRun run : runs) {
            results.addAll(run.await());
            messages.addAll(run.messages());
            run.verifications().forEach((name, times) -> verified.merge(name, times, Integer::sum));
        }
        List<String> unlinked = results.stream()
                .filter(result -> !result.outcome().equals(ZooResult.LINKED))
                .map(ZooResult::className)
                .toList();
        Map<String, String> plain = new HashMap<>();
        if (!unlinked.isEmpty()) {
            for (ZooResult result :
                    ZooRun.plain(directory, "plain", classes, unlinked).await()) {
                plain.put(result.className(), result.outcome());
            }
        }
        ZooReport report = new ZooReport((name, times) -> verified.getOrDefault(name, 0) >= times, plain);
        report.complaints().addAll(messages);
        results.forEach(report::add);
        return report;
    }

    @Test
    void noJarIsMissing() throws IOException {
        String pom = Files.readString(ForkedJvm.ROOT.resolve("pom.xml"));
        List<String> listed = Pattern.compile("<artifactItem>.*<artifactId>(.*)</artifactId><version>(.*)</version>")
                .matcher(pom)
                .results()
                .map((MatchResult item) -> item.group(1) + "-" + item.group(2) + ".jar")
                .toList();

        assertThat(listed).hasSizeGreaterThan(60).allMatch(jar -> Files.exists(JARS.resolve(jar)));
    }

    /** The classes stand for the ways in: one is loaded under the agent's eyes, one was there before. */
    @ParameterizedTest
    @CsvSource({
        "STACK_TOO_SMALL, com.google.gson.Gson, VerifyError: Operand stack overflow",
        "OBJECT_BEFORE_CONSTRUCTOR, com.google.gson.Gson, VerifyError: Bad type on operand stack",
        "LOST_SITE, com.google.gson.Gson, 'but Code['",
        "STACK_TOO_SMALL, java.util.Observable, VerifyError: Operand stack overflow",
        "STACK_TOO_SMALL, java.util.HashMap, cannot instrument java.util.HashMap (java.lang.VerifyError)",
        "LOST_SITE, java.util.HashMap, 'but Code['",
        "STACK_TOO_SMALL, java.lang.Throwable, 'java.lang.Throwable: '" // by ASM, in words of its own
    })
    void aMistakeInInstrumentedCodeIsFound(Defect defect, String victim, String complaint) throws Exception {
        String classes = victim.startsWith("java.") ? JDK : JARS.toString();
        Path vandal = AgentJar.write(directory, ZooVandal.class);
        List<String> between = List.of(ZooVandal.agentArgument(vandal, defect, victim));

        ZooRun run = ZooRun.instrumented(directory, "spoiled", SAMPLING, between, classes, List.of(victim));

        assertThat(report(classes, List.of(run)).complaints())
                .allMatch(line -> line.contains(victim))
                .anyMatch(line -> line.contains(complaint));
    }
}
