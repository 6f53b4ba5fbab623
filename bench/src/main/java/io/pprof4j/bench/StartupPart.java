// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.HelloMain;
import io.pprof4j.bench.program.SettleMain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an agent costs a program that does nothing: time until main, time until the end, CPU and memory. */
final class StartupPart {
    private static final String HELLO = "hello world";
    private static final String UNTIL_MAIN = "ms until main()";
    private static final String UNTIL_EXIT = "ms until the end";
    private static final String CPU = "CPU s";
    private static final String RESIDENT = "MB resident";
    private static final String OUTSIDE_HEAP = "MB outside the heap";
    private static final String REACHABLE = "MB on the heap";
    private static final String TEMPORARIES_SETTLED = "ms until temporaries take no memory";
    private static final String SETTLING_SECONDS = "8";
    private static final String AT_ONCE = "0";
    private static final String SETTLED = "3";

    private final BenchOptions options;
    private final List<Contender> contenders;
    private final Fork fork;

    StartupPart(BenchOptions options, List<Contender> contenders, Fork fork) {
        this.options = options;
        this.contenders = contenders;
        this.fork = fork;
    }

    String run() throws InterruptedException {
        Grid times = new Grid("startup", List.of(HELLO), contenders, options.startRounds()).measure(this::time);
        Grid memory = new Grid("memory", List.of(HELLO), contenders, options.rounds()).measure(this::memory);
        Grid settling = new Grid("settling", List.of(HELLO), contenders, options.rounds()).measure(this::settling);
        return table(times, List.of(UNTIL_MAIN, UNTIL_EXIT, CPU, RESIDENT))
                + "\n"
                + table(memory, List.of(OUTSIDE_HEAP, REACHABLE))
                + "\n"
                + table(settling, List.of(TEMPORARIES_SETTLED))
                + times.failures()
                + memory.failures()
                + settling.failures();
    }

    private static String table(Grid grid, List<String> quantities) {
        List<String> head = new ArrayList<>(List.of("contender"));
        for (String quantity : quantities) {
            head.add(quantity);
            head.add("more than none");
        }
        MarkdownTable table = new MarkdownTable(head);
        for (Contender contender : grid.contenders()) {
            List<String> cells = new ArrayList<>(List.of(contender.name()));
            for (String quantity : quantities) {
                String format = quantity.startsWith("ms") ? "%.0f" : quantity.equals(CPU) ? "%.2f" : "%.1f";
                Rounds rounds = grid.of(HELLO, quantity);
                cells.add(rounds.of(contender).format(format));
                cells.add(Numbers.format(format, rounds.differences(contender).median()));
            }
            table.row(cells);
        }
        return table.render();
    }

    private Map<String, Double> time(String hello, Contender contender) throws IOException, InterruptedException {
        Fork.Result result = fork.run(contender, List.of(), HelloMain.class, AT_ONCE);
        return Map.of(
                UNTIL_MAIN, (double) (result.readings().get("beganMillis") - result.startMillis()),
                UNTIL_EXIT, result.wallNanos() / 1e6,
                CPU, result.cpuNanos() / 1e9,
                RESIDENT, result.readings().get("residentBytes") / (double) (1 << 20));
    }

    private Map<String, Double> memory(String hello, Contender contender) throws IOException, InterruptedException {
        FixedHeap heap = FixedHeap.small();
        Readings read =
                fork.run(contender, heap.arguments(), HelloMain.class, SETTLED).readings();
        return Map.of(OUTSIDE_HEAP, heap.megabytesOutside(read), REACHABLE, FixedHeap.megabytesReachable(read));
    }

    private Map<String, Double> settling(String hello, Contender contender) throws IOException, InterruptedException {
        Readings read = fork.run(contender, List.of(), SettleMain.class, SETTLING_SECONDS)
                .readings();
        return Map.of(TEMPORARIES_SETTLED, (double) read.get("settledMillis"));
    }
}
