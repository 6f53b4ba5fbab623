// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.CoverageMain;
import io.pprof4j.bench.program.GapsMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much of what whole programs allocate is recorded. Without escape analysis the JVM allocates what the program says,
 * and both counts must agree; with it, what is recorded beyond 100 % are objects that C2 kept in registers.
 */
final class CoveragePart {
    private static final String COVERAGE = "recorded %";
    private static final List<String> ALLOCATE_ALL = List.of("-XX:-DoEscapeAnalysis", "-XX:-OptimizeStringConcat");

    private final BenchOptions options;
    private final List<Contender> exact;
    private final Fork fork;
    private final Path work;

    CoveragePart(BenchOptions options, List<Contender> exact, Fork fork, Path work) {
        this.options = options;
        this.exact = exact;
        this.fork = fork;
        this.work = work;
    }

    String run() throws InterruptedException {
        List<Contender> settings = new ArrayList<>();
        for (Contender contender : exact) {
            settings.add(contender.with(" without escape analysis", ALLOCATE_ALL));
            settings.add(contender.with(" with escape analysis", List.of()));
        }
        Grid grid = new Grid("coverage", options.programs(), settings, 1).measure(this::measure);
        return new ContenderTable(grid, "recorded, % of what the JVM allocated")
                        .render((program, setting) ->
                                grid.of(program, COVERAGE).of(setting).format("%.2f"))
                + "\nBytes of one operation by type, allocated - recorded, the largest five:\n\n"
                + gaps()
                + grid.failures();
    }

    private String gaps() throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (String program : options.programs()) {
            Contender contender = exact.get(0);
            String line = "- " + program + ", " + contender.name() + ": " + gaps(program, contender);
            System.err.println("coverage " + line);
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private String gaps(String program, Contender contender) throws InterruptedException {
        List<String> jvmArguments = new ArrayList<>(FixedHeap.large().arguments());
        jvmArguments.addAll(ALLOCATE_ALL);
        jvmArguments.add(GapsMain.JVM_OPTION);
        Path recording = work.resolve("gaps.jfr");
        try {
            Readings recorded = fork.run(contender, jvmArguments, GapsMain.class, program, recording.toString())
                    .readings();
            return Gaps.between(recorded, recording).toString();
        } catch (IOException | IllegalArgumentException failure) {
            return "failed: " + failure.getMessage();
        }
    }

    private Map<String, Double> measure(String program, Contender setting) throws IOException, InterruptedException {
        Readings read = fork.run(
                        setting,
                        FixedHeap.large().arguments(),
                        CoverageMain.class,
                        program,
                        Double.toString(options.warmUpSeconds()),
                        Double.toString(options.seconds()))
                .readings();
        double allocated = read.get("allocatedBytes") - read.get("ownBytes");
        return Map.of(COVERAGE, 100 * read.get("recordedBytes") / allocated);
    }
}
