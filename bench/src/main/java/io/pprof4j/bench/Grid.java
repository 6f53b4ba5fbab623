// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private int step;

    /** Measures one row under one contender; returns quantities by name. */
    interface Cell {
        Map<String, Double> measure(String row, Contender contender) throws IOException, InterruptedException;
    }

    /** Starts one contender with one row. */
    interface Start {
        Entrant of(String row, Contender contender) throws IOException;
    }

    /** Of one contender in all its turns, by name. */
    interface Quantities {
        Map<String, Double> of(Contender contender, Readings readings) throws IOException;
    }

    private interface Row {
        void measure(Place place, List<Contender> order) throws InterruptedException;
    }

    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    private record Place(int round, String row) {
        String with(Contender contender) {
            return "round " + (round + 1) + ", " + row + ", " + contender.name();
        }
    }

    Grid(String part, List<String> rows, List<Contender> contenders, int rounds) {
        this.part = part;
        this.rows = rows;
        this.contenders = contenders;
        this.rounds = rounds;
    }

    Grid measure(Cell cell) throws InterruptedException {
        return each((place, order) -> {
            for (Contender contender : order) {
                step++;
                attempt(place, contender, () -> put(place, contender, cell.measure(place.row, contender)));
            }
        });
    }

    /** Has all contenders of a row alive at the same time, working in so many turns. */
    Grid measureInTurns(int turns, Start start, Quantities measured) throws InterruptedException {
        return each((place, order) -> {
            Map<Contender, Entrant> entrants = new LinkedHashMap<>();
            try {
                for (Contender contender : order) {
                    step++;
                    progress(place, contender, "warms up");
                    boolean warm = attempt(place, contender, () -> {
                        Entrant entrant = start.of(place.row, contender);
                        entrants.put(contender, entrant);
                        entrant.warmUp();
                    });
                    if (!warm) {
                        leave(entrants, contender);
                    }
                }
                for (int turn = 0; turn < turns; turn++) {
                    attemptAll(place, entrants, (contender, entrant) -> entrant.turn());
                }
                attemptAll(
                        place,
                        entrants,
                        (contender, entrant) -> put(place, contender, measured.of(contender, entrant.end())));
            } finally {
                entrants.values().forEach(Entrant::close);
            }
        });
    }

    private Grid each(Row row) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (String name : rows) {
                row.measure(new Place(round, name), order(contenders, round));
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

    private interface Move {
        void of(Contender contender, Entrant entrant) throws IOException, InterruptedException;
    }

    private void attemptAll(Place place, Map<Contender, Entrant> entrants, Move move) throws InterruptedException {
        for (Map.Entry<Contender, Entrant> one : List.copyOf(entrants.entrySet())) {
            if (!attempt(place, one.getKey(), () -> move.of(one.getKey(), one.getValue()))) {
                leave(entrants, one.getKey());
            }
        }
    }

    /** One that fails is out of the race. */
    private static void leave(Map<Contender, Entrant> entrants, Contender contender) {
        Entrant failed = entrants.remove(contender);
        if (failed != null) {
            failed.close();
        }
    }

    private boolean attempt(Place place, Contender contender, Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
            return true;
        } catch (IOException | IllegalArgumentException failure) {
            failures.add(place.with(contender) + ": " + failure.getMessage());
            progress(place, contender, "FAILED: " + failure.getMessage());
            return false;
        }
    }

    private void put(Place place, Contender contender, Map<String, Double> values) {
        values.forEach((quantity, value) -> of(place.row, quantity).put(contender, place.round, value));
        progress(place, contender, values.toString());
    }

    private void progress(Place place, Contender contender, String what) {
        System.err.printf("%s %d/%d: %s: %s%n", part, step, steps(), place.with(contender), what);
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
