// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.util.ArrayList;
import java.util.List;

/** A table of a grid with a line for each contender and a column for each row of the grid, such as a program. */
final class ContenderTable {
    private final Grid grid;
    private final String corner;

    /** What is in one cell of the table. */
    interface Text {
        String of(String row, Contender contender);
    }

    /** @param corner heads the column of the contenders' names */
    ContenderTable(Grid grid, String corner) {
        this.grid = grid;
        this.corner = corner;
    }

    String render(Text text) {
        List<String> head = new ArrayList<>(List.of(corner));
        head.addAll(grid.rows());
        MarkdownTable table = new MarkdownTable(head);
        for (Contender contender : grid.contenders()) {
            table.row(line(contender, text));
        }
        return table.render();
    }

    /** Ratios to no agent, with their geometric mean in a last column. */
    String renderRatios(String quantity) {
        List<String> head = new ArrayList<>(List.of(corner));
        head.addAll(grid.rows());
        head.add("geometric mean");
        MarkdownTable table = new MarkdownTable(head);
        for (Contender contender : grid.contenders()) {
            List<String> cells = line(
                    contender, (row, one) -> grid.of(row, quantity).ratios(one).format(Numbers.RATIO));
            double[] medians = grid.rows().stream()
                    .mapToDouble(row -> grid.of(row, quantity).ratios(contender).median())
                    .toArray();
            cells.add(Numbers.format("%.3f", Spread.geometricMean(medians)));
            table.row(cells);
        }
        return table.render();
    }

    private List<String> line(Contender contender, Text text) {
        List<String> cells = new ArrayList<>(List.of(contender.name()));
        for (String row : grid.rows()) {
            cells.add(text.of(row, contender));
        }
        return cells;
    }
}
