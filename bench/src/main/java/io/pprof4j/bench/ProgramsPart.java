// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whole programs on real libraries under every contender: time, garbage and memory. */
final class ProgramsPart {
    private static final String CPU = "CPU ms/op";
    private static final String WALL = "wall ms/op";
    private static final String ALLOCATED = "allocated kB/op";
    private static final String OUTSIDE_HEAP = "MB outside the heap";
    private static final String REACHABLE = "MB on the heap";

    private final BenchOptions options;
    private final List<Contender> contenders;
    private final ProgramTurns turns;

    ProgramsPart(BenchOptions options, List<Contender> contenders, Path work) {
        this.options = options;
        this.contenders = contenders;
        this.turns = ProgramTurns.ofHalfSeconds(work, options);
    }

    String run() throws InterruptedException {
        Grid grid = new Grid("programs", options.programs(), contenders, options.rounds())
                .measureInTurns(turns.turns(), this::start, (contender, read) -> quantities(read));
        return new ContenderTable(grid, "CPU, ratio to none").renderRatios(CPU)
                + "\n"
                + new ContenderTable(grid, "time, ratio to none").renderRatios(WALL)
                + "\n"
                + new ContenderTable(grid, ALLOCATED + ", ratio to none")
                        .render((program, contender) ->
                                grid.of(program, ALLOCATED).ratios(contender).format("%.4f"))
                + "\n"
                + absolute(grid, CPU, "%.2f")
                + "\n"
                + absolute(grid, ALLOCATED, "%.1f")
                + "\n"
                + new ContenderTable(grid, "MB more than none, outside the heap + on it")
                        .render((program, contender) -> more(grid.of(program, OUTSIDE_HEAP), contender) + " + "
                                + more(grid.of(program, REACHABLE), contender))
                + grid.failures();
    }

    private static String absolute(Grid grid, String quantity, String format) {
        return new ContenderTable(grid, quantity)
                .render((program, contender) ->
                        grid.of(program, quantity).of(contender).format(format));
    }

    private static String more(Rounds rounds, Contender contender) {
        return Numbers.format("%.1f", rounds.differences(contender).median());
    }

    private Entrant start(String program, Contender contender) throws IOException {
        return turns.start(program, contender, FixedHeap.large().arguments());
    }

    private static Map<String, Double> quantities(Readings read) {
        return Map.of(
                CPU, read.per("cpuNanos", "operations") / 1e6,
                WALL, read.per("wallNanos", "operations") / 1e6,
                ALLOCATED, read.per("allocatedBytes", "operations") / 1024,
                OUTSIDE_HEAP, FixedHeap.large().megabytesOutside(read),
                REACHABLE, FixedHeap.megabytesReachable(read));
    }
}
