// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pauses of MemStats are those of the JVM's log, one by one where a collection is one pause. */
class PausesEndToEndTest {
    /** {@code [0.212s][info][gc] GC(3) Pause Young (Normal) (G1 Evacuation Pause) 24M->3M(64M) 2.345ms}. */
    private static final Pattern LOGGED = Pattern.compile("GC\\((\\d+)\\) (?:[YO]: )?(Pause [A-Za-z]+).* ([0-9.]+)ms$");

    private static final double MS = 1e6;

    /**
     * What the log's clock runs on around each pause. Usually 0.05 to 0.15 ms; whatever else the machine does may come
     * in between.
     */
    private static final double AROUND_MS = 1;

    private static final int ATTEMPTS = 3;

    @TempDir
    private Path folder;

    private record Logged(String kind, double millis) {}

    @Test
    void everyPauseIsThatOfTheLog() throws Exception {
        assertPauses("G1", true);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel"})
    void everyPauseIsThatOfTheLogWithOtherCollectors(String collector) throws Exception {
        assertPauses(collector, true);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"Z", "Shenandoah"})
    void theSumOfPausesIsThatOfTheLogWithConcurrentCollectors(String collector) throws Exception {
        assertPauses(collector, false);
    }

    /** Only a machine that stood still between the two clocks is a reason to try again. */
    private void assertPauses(String collector, boolean oneByOne) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                assertOnce(collector, oneByOne);
                return;
            } catch (AssertionError failure) {
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    private void assertOnce(String collector, boolean oneByOne) throws Exception {
        Path log = folder.resolve("gc.log");
        // ZGC tells of its pauses as phases.
        String tags = collector.equals("Z") ? "gc,gc+phases" : "gc";
        ForkedJvm.Result run = ForkedJvm.withoutAgent()
                .jvm(
                        "-XX:+Use" + collector + "GC",
                        "-Xms192m",
                        "-Xmx192m",
                        "-Xlog:" + tags + ":file=" + log + ":uptime")
                .run(PauseProgram.class);
        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<String, String> values = values(run.out());
        List<Logged> logged = logged(log);
        assertThat(logged).isNotEmpty();
        double total = logged.stream().mapToDouble(Logged::millis).sum();

        assertThat(values.get("numForcedGC")).isEqualTo(Long.toString(oneByOne ? forced(log) : 1));
        double ours = Long.parseLong(values.get("pauseTotalNs")) / MS;
        double perPause = oneByOne ? AROUND_MS / 4 : AROUND_MS / 20;
        assertThat(Math.abs(ours - total))
                .as("%s: %.3f ms of %.3f ms in %d pauses", collector, ours, total, logged.size())
                .isLessThanOrEqualTo(total * 0.02 + logged.size() * perPause + 1);
        if (oneByOne) {
            assertEach(logged, Integer.parseInt(values.get("numGC")), numbers(values.get("pauseNs")));
        }
    }

    /** Remark and Cleanup, between two collections, are the later one's, or the earlier one's if it is told late. */
    private static void assertEach(List<Logged> logged, int numGC, long... pauseNs) {
        List<Double> collections = new ArrayList<>();
        List<Double> before = new ArrayList<>(List.of(0.0));
        for (Logged pause : logged) {
            if (pause.kind().equals("Pause Young") || pause.kind().equals("Pause Full")) {
                collections.add(pause.millis());
                before.add(0.0);
            } else {
                before.set(before.size() - 1, before.get(before.size() - 1) + pause.millis());
            }
        }
        // One more may come after the numbers were read.
        assertThat(numGC).isBetween(collections.size() - 1, collections.size()).isBetween(10, 256);
        int matched = 0;
        for (int i = 0; i < numGC; i++) {
            double alone = collections.get(i);
            double around = alone * 0.02 + AROUND_MS;
            double ours = pauseNs[i] / MS;
            if (ours >= alone - around && ours <= alone + around + before.get(i) + before.get(i + 1)) {
                matched++;
            }
        }
        // Where one is told so late that the next one has begun, both are as long as their whole ms say.
        assertThat(matched).as("of %d", numGC).isGreaterThanOrEqualTo(numGC * 3 / 4);
    }

    /** Parallel may collect the young generation first, for the same cause. */
    private static long forced(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("Pause ") && line.contains("(System.gc())"))
                    .count();
        }
    }

    private static List<Logged> logged(Path log) throws Exception {
        List<Logged> pauses = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher matcher = LOGGED.matcher(line);
            if (matcher.find()) {
                pauses.add(new Logged(matcher.group(2), Double.parseDouble(matcher.group(3))));
            }
        }
        return pauses;
    }

    private static Map<String, String> values(String out) {
        Map<String, String> values = new HashMap<>();
        out.lines()
                .forEach(line ->
                        values.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        return values;
    }

    private static long[] numbers(String text) {
        return Stream.of(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }
}
