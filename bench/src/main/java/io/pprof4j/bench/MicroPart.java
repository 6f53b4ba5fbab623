// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The smallest pieces of code that allocate, under every contender. */
final class MicroPart {
    private static final String NANOS = "ns/op";
    private static final String BYTES = "allocated B/op";

    private static final Map<String, MicroBenchmark> BENCHMARKS =
            MicroBenchmark.ALL.stream().collect(Collectors.toMap(MicroBenchmark::name, Function.identity()));

    private final BenchOptions options;
    private final List<Contender> contenders;
    private final JmhFork fork;

    MicroPart(BenchOptions options, List<Contender> contenders, JmhFork fork) {
        this.options = options;
        this.contenders = contenders;
        this.fork = fork;
    }

    String run() throws InterruptedException {
        List<String> names =
                MicroBenchmark.ALL.stream().map(MicroBenchmark::name).toList();
        Grid grid = new Grid("micro", names, contenders, options.microRounds()).measure(this::measure);
        return table(
                        grid,
                        NANOS,
                        (row, contender) -> grid.of(row, NANOS).of(contender).format("%.1f"))
                + table(
                        grid,
                        NANOS + ", more than none",
                        (row, contender) ->
                                grid.of(row, NANOS).differences(contender).format("%.1f"))
                + table(
                        grid,
                        NANOS + ", ratio to none",
                        (row, contender) ->
                                grid.of(row, NANOS).ratios(contender).format(Numbers.RATIO))
                + table(
                        grid,
                        BYTES,
                        (row, contender) -> grid.of(row, BYTES).of(contender).format("%.1f"))
                + grid.failures();
    }

    private static String table(Grid grid, String corner, ContenderTable.Text text) {
        return new ContenderTable(grid, corner).render(text) + "\n";
    }

    private Map<String, Double> measure(String name, Contender contender) throws IOException {
        JmhFork.Score score = fork.run(BENCHMARKS.get(name), contender);
        return Map.of(NANOS, score.nanos(), BYTES, score.bytes());
    }
}
