// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.CoverageMain;
import java.io.IOException;
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

    CoveragePart(BenchOptions options, List<Contender> exact, Fork fork) {
        this.options = options;
        this.exact = exact;
        this.fork = fork;
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
                + grid.failures();
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
