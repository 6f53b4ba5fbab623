// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Contender FAST = Contender.of("fast");
    private static final Contender SLOW = Contender.of("slow").once();
    private static final List<Contender> CONTENDERS = List.of(Contenders.NONE, FAST, SLOW);

    @Test
    void aRoundGoesThroughAllContendersRowByRow() throws Exception {
        List<String> order = new ArrayList<>();

        new Grid("part", List.of("a", "b"), CONTENDERS, 2).measure((row, contender) -> {
            order.add(row + " " + contender.name());
            return Map.of();
        });

        assertThat(order)
                .containsExactly(
                        "a none", "a fast", "a slow", "b none", "b fast", "b slow", "a fast", "a none", "b fast",
                        "b none");
    }

    @Test
    void aFailureLeavesAGapAndALineAndTheRestGoesOn() throws Exception {
        Grid grid = new Grid("part", List.of("a", "b"), CONTENDERS, 1).measure((row, contender) -> {
            if (row.equals("a") && contender.equals(FAST)) {
                throw new IOException("exit code 3");
            }
            return Map.of("ms", contender.equals(FAST) ? 30.0 : 10.0);
        });

        assertThat(grid.failures()).isEqualTo("\nFailed: round 1, a, fast: exit code 3\n");
        assertThat(new ContenderTable(grid, "ms, ratio to none").renderRatios("ms"))
                .isEqualTo("""
                        | ms, ratio to none |      a |    b | geometric mean |
                        | ----------------- | -----: | ---: | -------------: |
                        | none              |   1.00 | 1.00 |          1.000 |
                        | fast              | failed | 3.00 |         failed |
                        | slow              |   1.00 | 1.00 |          1.000 |
                        """);
    }

    @Test
    void ratiosOfProgramsMeetInTheirGeometricMean() throws Exception {
        Grid grid = new Grid("part", List.of("a", "b"), List.of(Contenders.NONE, FAST), 1)
                .measure((row, contender) ->
                        Map.of("ms", !contender.equals(FAST) ? 10.0 : row.equals("a") ? 20.0 : 80.0));

        assertThat(new ContenderTable(grid, "").renderRatios("ms")).contains("| fast | 2.00 | 8.00 |          4.000 |");
    }

    /** Writes down what happens to it; fails at the note that is given. */
    private record Noted(String name, List<String> notes, String failing) implements Entrant {
        private void note(String what) throws IOException {
            String note = name + " " + what;
            notes.add(note);
            if (note.equals(failing)) {
                throw new IOException("exit code 3");
            }
        }

        @Override
        public void warmUp() throws IOException {
            note("warm");
        }

        @Override
        public void turn() throws IOException {
            note("turn");
        }

        @Override
        public Readings end() throws IOException {
            note("end");
            return new Readings().with("operations", 7);
        }

        @Override
        public void close() {
            notes.add(name + " close");
        }
    }

    private static Grid inTwoTurns(List<String> notes, String failing) throws InterruptedException {
        return new Grid("part", List.of("a"), List.of(Contenders.NONE, FAST), 1)
                .measureInTurns(
                        2,
                        (row, contender) -> new Noted(contender.name(), notes, failing),
                        (contender, readings) -> Map.of("operations", (double) readings.get("operations")));
    }

    @Test
    void inTurnsAllContendersOfARowAreWarmedUpBeforeTheFirstTurnAndTakeTurnsUntilTheEnd() throws Exception {
        List<String> notes = new ArrayList<>();

        Grid grid = inTwoTurns(notes, "");

        assertThat(notes)
                .containsExactly(
                        "none warm",
                        "fast warm",
                        "none turn",
                        "fast turn",
                        "none turn",
                        "fast turn",
                        "none end",
                        "fast end",
                        "none close",
                        "fast close");
        assertThat(grid.of("a", "operations").of(FAST).median()).isEqualTo(7);
    }

    @Test
    void inTurnsOneThatFailsIsStoppedAndTheOthersGoOn() throws Exception {
        List<String> notes = new ArrayList<>();

        Grid grid = inTwoTurns(notes, "fast turn");

        assertThat(notes)
                .containsExactly(
                        "none warm",
                        "fast warm",
                        "none turn",
                        "fast turn",
                        "fast close",
                        "none turn",
                        "none end",
                        "none close");
        assertThat(grid.failures()).isEqualTo("\nFailed: round 1, a, fast: exit code 3\n");
    }

    @Test
    void inTurnsOneThatFailsInItsWarmUpGetsNoTurn() throws Exception {
        List<String> notes = new ArrayList<>();

        Grid grid = inTwoTurns(notes, "fast warm");

        assertThat(notes)
                .containsExactly(
                        "none warm", "fast warm", "fast close", "none turn", "none turn", "none end", "none close");
        assertThat(grid.failures()).isEqualTo("\nFailed: round 1, a, fast: exit code 3\n");
    }
}
