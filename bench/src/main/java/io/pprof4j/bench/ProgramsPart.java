// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.ProgramMain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whole programs on real libraries under every contender: time, garbage and memory. */
final class ProgramsPart {
    /** A heap of fixed size that is touched at once, so that resident memory beyond it is not the program's garbage. */
    static final long HEAP_BYTES = 512L << 20;

    static final List<String> JVM_ARGUMENTS = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

    private final BenchOptions options;
    private final List<Contender> contenders;
    private final Fork fork;
    private final Map<String, Quantities> programs = new LinkedHashMap<>();

    /** What is measured of one program. */
    private record Quantities(Rounds cpu, Rounds wall, Rounds bytes, Rounds outsideHeap, Rounds reachable) {
        Quantities() {
            this(new Rounds(), new Rounds(), new Rounds(), new Rounds(), new Rounds());
        }
    }

    ProgramsPart(BenchOptions options, List<Contender> contenders, Fork fork) {
        this.options = options;
        this.contenders = options.among(contenders);
        this.fork = fork;
        options.programs().forEach(program -> programs.put(program, new Quantities()));
    }

    String run() throws InterruptedException {
        Progress progress = new Progress("programs", steps() * programs.size());
        for (int round = 0; round < options.rounds(); round++) {
            for (String program : programs.keySet()) {
                for (Contender contender : Rounds.order(contenders, round)) {
                    String what = "round " + (round + 1) + " " + program + " " + contender.name();
                    progress.step(what, measure(program, contender));
                }
            }
        }
        return cpuTable() + "\n" + detailTable() + "\n" + memoryTable();
    }

    private int steps() {
        int steps = 0;
        for (int round = 0; round < options.rounds(); round++) {
            steps += Rounds.order(contenders, round).size();
        }
        return steps;
    }

    private String measure(String program, Contender contender) throws InterruptedException {
        Quantities quantities = programs.get(program);
        try {
            Readings read = fork.run(
                            contender,
                            JVM_ARGUMENTS,
                            ProgramMain.class,
                            program,
                            Double.toString(options.warmUpSeconds()),
                            Double.toString(options.seconds()))
                    .readings();
            quantities.cpu.add(contender, read.per("cpuNanos", "operations"));
            quantities.wall.add(contender, read.per("wallNanos", "operations"));
            quantities.bytes.add(contender, read.per("allocatedBytes", "operations"));
            quantities.outsideHeap.add(contender, (double) (read.get("residentBytes") - HEAP_BYTES));
            quantities.reachable.add(contender, (double) read.get("reachableBytes"));
            return Numbers.format("%.2f ms of CPU", read.per("cpuNanos", "operations") / 1e6);
        } catch (IOException | IllegalArgumentException failure) {
            for (Rounds rounds : List.of(
                    quantities.cpu, quantities.wall, quantities.bytes, quantities.outsideHeap, quantities.reachable)) {
                rounds.add(contender, Double.NaN);
            }
            return "FAILED: " + failure.getMessage();
        }
    }

    private String cpuTable() {
        List<String> head = new ArrayList<>(List.of("CPU, ratio to none"));
        head.addAll(programs.keySet());
        head.add("geometric mean");
        MarkdownTable table = new MarkdownTable(head);
        for (Contender contender : contenders) {
            List<String> cells = new ArrayList<>(List.of(contender.name()));
            double[] medians = new double[programs.size()];
            int i = 0;
            for (Quantities quantities : programs.values()) {
                Spread ratio = quantities.cpu.ratios(contender);
                medians[i++] = ratio.median();
                cells.add(ratio.format(Numbers.RATIO));
            }
            cells.add(Numbers.format("%.3f", Spread.geometricMean(medians)));
            table.row(cells);
        }
        return table.render();
    }

    private String detailTable() {
        MarkdownTable table = new MarkdownTable(List.of(
                "program, contender", "CPU ms/op", "wall ms/op", "wall, ratio", "allocated kB/op", "allocated, ratio"));
        programs.forEach((program, quantities) -> {
            for (Contender contender : contenders) {
                table.row(List.of(
                        program + ", " + contender.name(),
                        scaled(quantities.cpu, contender, 1e6),
                        scaled(quantities.wall, contender, 1e6),
                        quantities.wall.ratios(contender).format(Numbers.RATIO),
                        Numbers.format("%.1f", quantities.bytes.of(contender).median() / 1024),
                        quantities.bytes.ratios(contender).format("%.3f")));
            }
        });
        return table.render();
    }

    private static String scaled(Rounds rounds, Contender contender, double unit) {
        Spread spread = rounds.of(contender);
        return new Spread(spread.median() / unit, spread.min() / unit, spread.max() / unit).format("%.2f");
    }

    private String memoryTable() {
        List<String> head = new ArrayList<>(List.of("MB more than none: outside the heap + on it"));
        head.addAll(programs.keySet());
        MarkdownTable table = new MarkdownTable(head);
        for (Contender contender : contenders) {
            List<String> cells = new ArrayList<>(List.of(contender.name()));
            for (Quantities quantities : programs.values()) {
                cells.add(megabytes(quantities.outsideHeap, contender) + " + "
                        + megabytes(quantities.reachable, contender));
            }
            table.row(cells);
        }
        return table.render();
    }

    private static String megabytes(Rounds rounds, Contender contender) {
        return Numbers.format("%.1f", rounds.differences(contender).median() / (1 << 20));
    }
}
