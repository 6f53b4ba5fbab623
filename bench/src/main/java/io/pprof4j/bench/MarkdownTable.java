// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table that reads well as plain text too: the first column left, the others right. */
final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(List<String> head) {
        rows.add(List.copyOf(head));
    }

    MarkdownTable row(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + rows.get(0));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    String render() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        List<String> rule = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            rule.add(column == 0 ? "-".repeat(widths[column]) : "-".repeat(widths[column] - 1) + ":");
        }
        lines.add(1, line(rule, widths));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            String blanks = String.join(
                    "", Collections.nCopies(widths[column] - cells.get(column).length(), " "));
            String cell = column == 0 ? cells.get(column) + blanks : blanks + cells.get(column);
            line.append(' ').append(cell).append(" |");
        }
        return line.toString();
    }
}
