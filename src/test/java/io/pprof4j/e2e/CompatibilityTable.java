// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The table at the end of docs/compatibility.md: name, and two cells for each JDK. {@code -Dgolden.regenerate=true} has
 * the running JDK's cells rewritten.
 */
final class CompatibilityTable {
    private static final Path FILE = ForkedJvm.ROOT.resolve("docs/compatibility.md");
    private static final String RULE = "|---|---|---|---|---|";
    private static final List<Integer> JDKS = List.of(17, 25);

    private CompatibilityTable() {}

    static void update(Map<String, ZooReport.Row> rows) throws IOException {
        int jdk = JDKS.indexOf(Runtime.version().feature());
        if (!Boolean.getBoolean("golden.regenerate") || jdk < 0) {
            return;
        }
        List<String> lines = Files.readAllLines(FILE);
        int first = lines.indexOf(RULE) + 1;
        Map<String, String[]> table = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(first, lines.size())) {
            String[] cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            table.put(cells[1], Arrays.copyOfRange(cells, 2, 6));
        }
        rows.forEach((name, row) -> {
            String[] cells = table.computeIfAbsent(name.replace(".jar", ""), absent -> new String[] {"", "", "", ""});
            cells[2 * jdk] = row.classes() + " / " + row.sites();
            cells[2 * jdk + 1] = row.leftOut().entrySet().stream()
                    .map(reason -> reason.getKey() + ": " + reason.getValue())
                    .collect(Collectors.joining("; "));
        });
        List<String> updated = new ArrayList<>(lines.subList(0, first));
        table.forEach((name, cells) -> updated.add("| " + name + " | " + String.join(" | ", cells) + " |"));
        Files.write(FILE, updated);
    }
}
