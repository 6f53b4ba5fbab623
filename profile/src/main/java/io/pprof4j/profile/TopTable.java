// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The functions of a profile that weigh most, printed as {@code go tool pprof -top} prints them. Immutable and safe for
 * use by several threads. The profile's {@code dropFrames} are not applied.
 */
public final class TopTable {

    /** Functions with less than this share of the total are not listed. */
    private static final double NODE_FRACTION = 0.005;

    private static final double EDGE_FRACTION = 0.001;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ROOT);

    private final Profile profile;
    private final int sampleIndex;
    private final ValueType type;
    private final long total;

    private TopTable(Profile profile, int sampleIndex) {
        this.profile = profile;
        this.sampleIndex = sampleIndex;
        this.type = profile.sampleTypes().get(sampleIndex);
        this.total = total(profile, sampleIndex);
    }

    /**
     * The table of one of the profile's sample types.
     *
     * @param sampleIndex index in {@link Profile#sampleTypes()}; see {@link Profile#sampleIndex}
     * @throws IndexOutOfBoundsException if there is no such sample type
     */
    public static TopTable of(Profile profile, int sampleIndex) {
        return new TopTable(profile, sampleIndex);
    }

    /**
     * The header, and one row per function in falling order of its flat value: flat and cumulative value, each with its
     * share of the total, and the running sum of the flat shares. Ends with a newline. Units as in pprof; times in the
     * default time zone.
     *
     * @param rows the most rows to print; 0 or less for all
     */
    public String print(int rows) {
        List<CallGraph.Node> all =
                CallGraph.of(profile, sampleIndex, name -> true).nodes();
        long flatTotal = all.stream().mapToLong(CallGraph.Node::flat).sum();
        long cutoff = cutoff(flatTotal, NODE_FRACTION);
        List<CallGraph.Node> frequent =
                all.stream().filter(node -> Math.abs(node.cum()) >= cutoff).toList();
        List<CallGraph.Node> shown = rebuild(frequent);
        int candidates = shown.size();
        if (rows > 0 && rows < candidates) {
            shown = rebuild(shown.subList(0, rows));
        }
        String unit = commonUnit(shown);
        List<String> lines = new ArrayList<>(profileLabels(unit));
        lines.addAll(summary(shown, unit, all.size() - frequent.size(), candidates));
        lines.add("      flat  flat%   sum%        cum   cum%");
        lines.addAll(rows(shown, unit, cutoff(flatTotal, EDGE_FRACTION)));
        return String.join("\n", lines) + "\n";
    }

    /** The graph of these functions alone; without the others, calls lead elsewhere. */
    private List<CallGraph.Node> rebuild(List<CallGraph.Node> kept) {
        Set<String> names = new HashSet<>();
        kept.forEach(node -> names.add(node.name()));
        Comparator<CallGraph.Node> byFlat = Comparator.comparingLong(node -> -Math.abs(node.flat()));
        return CallGraph.of(profile, sampleIndex, names::contains).nodes().stream()
                .sorted(byFlat.thenComparing(CallGraph.Node::name))
                .toList();
    }

    private List<String> profileLabels(String unit) {
        List<String> labels = new ArrayList<>();
        if (!profile.mappings().isEmpty()) {
            Mapping main = profile.mappings().get(0);
            if (!main.fileName().isEmpty()) {
                labels.add("File: " + CallGraph.baseName(main.fileName()));
            }
            if (!main.buildId().isEmpty()) {
                labels.add("Build ID: " + main.buildId());
            }
        }
        profile.comments().stream().filter(line -> !line.startsWith("#")).forEach(labels::add);
        if (!type.type().isEmpty()) {
            labels.add("Type: " + type.type());
        }
        if (profile.timeNanos() != 0) {
            Instant time = Instant.ofEpochSecond(0, profile.timeNanos());
            labels.add("Time: " + TIME.format(time.atZone(ZoneId.systemDefault())));
        }
        if (profile.durationNanos() != 0) {
            labels.add(durationLabel(unit));
        }
        return labels;
    }

    private String durationLabel(String unit) {
        String ratio = "";
        if (type.unit().equals("nanoseconds") && total != 0) {
            ratio = "(" + Measurement.percentage(total, profile.durationNanos()) + ")";
        }
        return "Duration: " + Measurement.format(profile.durationNanos(), "nanoseconds", Measurement.MINIMUM)
                + ", Total samples = " + format(total, unit) + " " + ratio;
    }

    private List<String> summary(List<CallGraph.Node> shown, String unit, int dropped, int candidates) {
        List<String> lines = new ArrayList<>();
        long flatShown = shown.stream().mapToLong(CallGraph.Node::flat).sum();
        lines.add("Showing nodes accounting for " + format(flatShown, unit) + ", "
                + Measurement.percentage(flatShown, total).strip() + " of " + format(total, unit) + " total");
        if (total == 0) {
            return lines;
        }
        if (dropped > 0) {
            lines.add("Dropped " + dropped + (dropped == 1 ? " node" : " nodes") + " (cum <= "
                    + format(cutoff(total, NODE_FRACTION), unit) + ")");
        }
        if (!shown.isEmpty() && shown.size() < candidates) {
            lines.add("Showing top " + shown.size() + " nodes out of " + candidates);
        }
        return lines;
    }

    private List<String> rows(List<CallGraph.Node> shown, String unit, long edgeCutoff) {
        List<String> rows = new ArrayList<>();
        long flatSum = 0;
        for (CallGraph.Node node : shown) {
            flatSum += node.flat();
            rows.add(String.format(
                    Locale.ROOT,
                    "%10s %s %s %10s %s  %s%s",
                    format(node.flat(), unit),
                    Measurement.percentage(node.flat(), total),
                    Measurement.percentage(flatSum, total),
                    format(node.cum(), unit),
                    Measurement.percentage(node.cum(), total),
                    node.name(),
                    node.inlineMark(edgeCutoff)));
        }
        return rows;
    }

    /** One unit for the whole table: that of its smallest value, unless the total is more than 100 times as large. */
    private String commonUnit(List<CallGraph.Node> shown) {
        if (shown.isEmpty()) {
            return Measurement.MINIMUM;
        }
        long smallest = shown.stream()
                .mapToLong(node -> Math.abs(node.flat() != 0 ? node.flat() : node.cum()))
                .filter(value -> value > 0)
                .min()
                .orElse(total);
        String unit = Measurement.unitFor(smallest, type.unit());
        if (!unit.equals(Measurement.unitFor(total, type.unit())) && smallest * 100 < total) {
            unit = Measurement.unitFor(100 * smallest, type.unit());
        }
        return unit.isEmpty() ? type.unit() : unit;
    }

    private String format(long value, String unit) {
        return Measurement.format(value, type.unit(), unit);
    }

    private static long cutoff(long total, double fraction) {
        return Math.abs((long) (total * fraction));
    }

    /** The sum of absolute values; in a comparison, of those of its base alone. */
    private static long total(Profile profile, int sampleIndex) {
        long total = 0;
        long baseTotal = 0;
        for (Sample sample : profile.samples()) {
            long value = Math.abs(sample.value(sampleIndex));
            total += value;
            if (sample.labels().contains(Label.of("pprof::base", "true"))) {
                baseTotal += value;
            }
        }
        return baseTotal > 0 ? baseTotal : total;
    }
}
