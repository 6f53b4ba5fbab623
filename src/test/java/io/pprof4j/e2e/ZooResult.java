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

/**
 * What came of one class in a JVM: a line of the file that {@link ZooProgram} writes.
 *
 * @param group module or jar
 * @param outcome {@link #LINKED}, or what was thrown
 * @param transformed how the transformers saw it
 * @param sites allocation instructions
 * @param skipped sites that no hook counts, by reason
 * @param defect what pprof4j made wrong; empty if nothing
 */
record ZooResult(
        String group,
        String className,
        String outcome,
        Transformed transformed,
        int sites,
        Map<String, Integer> skipped,
        String defect) {
    static final String LINKED = "linked";

    /** How the transformers saw a class. */
    enum Transformed {
        /** Not at all. */
        UNSEEN,
        /** pprof4j left it as it was. */
        UNCHANGED,
        /** When it was loaded. */
        LOADED,
        /** Later, since it was there before; the verifier judged it a second time. */
        RETRANSFORMED,
        /** Likewise, but HotSpot does not verify this class; ASM did. */
        EXEMPT,
        /** It was there before, and HotSpot does not let agents change it. */
        UNMODIFIABLE
    }

    String line() {
        List<String> reasons = new ArrayList<>();
        skipped.forEach((reason, count) -> reasons.add(reason + "=" + count));
        return String.join(
                "\t",
                group,
                className,
                clean(outcome),
                transformed.name(),
                String.valueOf(sites),
                String.join(",", reasons),
                clean(defect));
    }

    private static String clean(String text) {
        return text.replaceAll("\\s+", " ");
    }

    static List<ZooResult> read(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.map(ZooResult::parse).toList();
        }
    }

    private static ZooResult parse(String line) {
        String[] fields = line.split("\t", -1);
        Map<String, Integer> skipped = new TreeMap<>();
        Arrays.stream(fields[5].split(","))
                .filter(reason -> !reason.isEmpty())
                .map(reason -> reason.split("="))
                .forEach(reason -> skipped.put(reason[0], Integer.valueOf(reason[1])));
        return new ZooResult(
                fields[0],
                fields[1],
                fields[2],
                Transformed.valueOf(fields[3]),
                Integer.parseInt(fields[4]),
                skipped,
                fields[6]);
    }
}
