// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures each row (a program, say) under each contender, round after round, and keeps the values. Contenders are
 * interleaved: a round goes through all of them, row by row. A measurement that fails leaves a gap and a line in the
 * report, and the rest goes on.
 */
final class Grid {
    private final String part;
    private final List<String> rows;
    private final List<Contender> contenders;
    private final int rounds;
    private final Map<String, Rounds> quantities = new HashMap<>();
    private final List<String> failures = new ArrayList<>();

    /** Measures one row under one contender; returns quantities by name. */
    interface Cell {
        Map<String, Double> measure(String row, Contender contender) throws IOException, InterruptedException;
    }

    Grid(String part, List<String> rows, List<Contender> contenders, int rounds) {
        this.part = part;
        this.rows = rows;
        this.contenders = contenders;
        this.rounds = rounds;
    }

    Grid measure(Cell cell) throws InterruptedException {
        int step = 0;
        for (int round = 0; round < rounds; round++) {
            for (String row : rows) {
                for (Contender contender : order(contenders, round)) {
                    step++;
                    String what = "round " + (round + 1) + ", " + row + ", " + contender.name();
                    System.err.printf(
                            "%s %d/%d: %s: %s%n", part, step, steps(), what, put(cell, row, contender, round));
                }
            }
        }
        return this;
    }

    /** Each round begins with another contender, so that none is always first. */
    static List<Contender> order(List<Contender> contenders, int round) {
        List<Contender> order = new ArrayList<>(contenders);
        Collections.rotate(order, -round);
        order.removeIf(contender -> !contender.runsIn(round));
        return order;
    }

    private int steps() {
        int steps = 0;
        for (int round = 0; round < rounds; round++) {
            steps += rows.size() * order(contenders, round).size();
        }
        return steps;
    }

    private String put(Cell cell, String row, Contender contender, int round) throws InterruptedException {
        try {
            Map<String, Double> values = cell.measure(row, contender);
            values.forEach((quantity, value) -> of(row, quantity).put(contender, round, value));
            return values.toString();
        } catch (IOException | IllegalArgumentException failure) {
            failures.add("round " + (round + 1) + ", " + row + ", " + contender.name() + ": " + failure.getMessage());
            return "FAILED: " + failure.getMessage();
        }
    }

    List<String> rows() {
        return rows;
    }

    List<Contender> contenders() {
        return contenders;
    }

    Rounds of(String row, String quantity) {
        return quantities.computeIfAbsent(row + " " + quantity, key -> new Rounds(rounds));
    }

    /** What went wrong, as Markdown; empty if nothing did. */
    String failures() {
        StringBuilder text = new StringBuilder();
        failures.forEach(failure -> text.append("\nFailed: ").append(failure).append('\n'));
        return text.toString();
    }
}
