// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What to measure, and how long.
 *
 * @param full whether the results are worth keeping
 * @param parts in the order they run
 * @param contenders names of those to run beside {@code none}; empty is all of a part
 * @param programs names of the whole programs to run
 */
record BenchOptions(
        boolean full,
        List<Part> parts,
        List<String> contenders,
        List<String> programs,
        int rounds,
        double warmUpSeconds,
        double seconds) {
    static final String USAGE = "usage: bench/run [quick|full] [micro|programs|samples|startup|coverage|profiles ...]"
            + " [contenders=a,b] [programs=a,b] [rounds=n] [warmup=seconds] [seconds=seconds]";

    private static final List<String> QUICK_CONTENDERS = List.of(
            "none2", "512k", "16k", "exact", "rate1", "async", "http", Contenders.SCRAPED, "cpu", "block", "mutex");

    /** The tables, one a file. */
    enum Part {
        MICRO,
        PROGRAMS,
        SAMPLES,
        STARTUP,
        COVERAGE,
        PROFILES;

        String fileName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException naming what is wrong */
    static BenchOptions parse(List<String> arguments) {
        boolean full = arguments.contains("full");
        List<Part> parts = new ArrayList<>();
        List<String> contenders = full ? List.of() : QUICK_CONTENDERS;
        List<String> programs = Programs.WHOLE;
        int rounds = full ? 3 : 1;
        double warmUpSeconds = full ? 3 : 2;
        double seconds = full ? 2 : 1;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String value = argument.substring(equals + 1);
            switch (argument.substring(0, equals + 1)) {
                case "contenders=" -> contenders = known("contender", value, Contenders.NAMES);
                case "programs=" -> programs = known("program", value, Programs.WHOLE);
                case "rounds=" -> rounds = Integer.parseInt(value);
                case "warmup=" -> warmUpSeconds = Double.parseDouble(value);
                case "seconds=" -> seconds = Double.parseDouble(value);
                default -> {
                    if (!argument.equals("quick") && !argument.equals("full")) {
                        parts.add(part(argument));
                    }
                }
            }
        }
        return new BenchOptions(
                full,
                parts.isEmpty() ? List.of(Part.values()) : parts,
                contenders,
                programs,
                rounds,
                warmUpSeconds,
                seconds);
    }

    /** A third of the others': each benchmark is short, but there are many, and JMH takes its own time for each. */
    int microRounds() {
        return Math.max(1, rounds / 3);
    }

    /** More than the others': a start takes no time. */
    int startRounds() {
        return rounds + 2;
    }

    private static List<String> known(String what, String names, List<String> all) {
        List<String> list = List.of(names.split(",", -1));
        for (String name : list) {
            if (!all.contains(name)) {
                throw new IllegalArgumentException("unknown " + what + " " + name + ": there are " + all);
            }
        }
        return list;
    }

    private static Part part(String name) {
        for (Part part : Part.values()) {
            if (part.fileName().equals(name)) {
                return part;
            }
        }
        throw new IllegalArgumentException("unknown argument " + name);
    }

    /** Those that were asked for; {@code none} always, as all are divided by it. */
    List<Contender> among(List<Contender> all) {
        return all.stream()
                .filter(one -> contenders.isEmpty() || one.equals(Contenders.NONE) || contenders.contains(one.name()))
                .toList();
    }
}
