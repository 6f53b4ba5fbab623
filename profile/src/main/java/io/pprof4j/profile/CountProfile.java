// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stacks that count one each, grouped by stack: the form of Go's custom, goroutine and threadcreate profiles. Not safe
 * for use by several threads.
 */
public final class CountProfile {

    private final String name;
    private final int total;
    private final FrameTable frames = new FrameTable();
    private final List<Row> rows;
    private final List<String> comments;

    /** @param stacks each leaf first, in an order that is the same for equal profiles */
    CountProfile(String name, List<List<StackTraceElement>> stacks) {
        this(name, stacks, List.of());
    }

    /**
     * A profile of these stacks.
     *
     * @param name of the profile, and of what is counted
     * @param stacks each leaf first; equal ones become one row
     * @param comments what a reader must know, a line each
     */
    public CountProfile(String name, List<List<StackTraceElement>> stacks, List<String> comments) {
        this(name, count(stacks), comments);
    }

    /**
     * A profile of these stacks.
     *
     * @param name of the profile, and of what is counted
     * @param counts how often there is each stack, leaf first
     * @param comments what a reader must know, a line each
     */
    public CountProfile(String name, Map<List<StackTraceElement>, Integer> counts, List<String> comments) {
        this.name = name;
        this.comments = List.copyOf(comments);
        this.total = counts.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Row> byAddresses = new LinkedHashMap<>();
        counts.forEach((stack, count) -> {
            String addresses = frames.returnAddresses(stack);
            byAddresses.merge(addresses, new Row(count, addresses, stack), Row::plus);
        });
        this.rows = byAddresses.values().stream()
                .sorted(Comparator.comparingInt(Row::count).reversed().thenComparing(Row::addresses))
                .toList();
    }

    private static Map<List<StackTraceElement>, Integer> count(List<List<StackTraceElement>> stacks) {
        Map<List<StackTraceElement>, Integer> counts = new LinkedHashMap<>();
        stacks.forEach(stack -> counts.merge(stack, 1, Integer::sum));
        return counts;
    }

    /** Writes it as {@link NamedProfile#writeTo} says. */
    public void writeTo(OutputStream out, int debug) throws IOException {
        if (debug == 0) {
            ProfileWriter.write(proto(), out);
        } else {
            out.write(text().getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private Profile proto() {
        ProfileBuilder profile = new ProfileBuilder(Mapping.ofApplication())
                .sampleType(name, "count")
                .period(name, "count", 1)
                .timeNanos(System.currentTimeMillis() * 1_000_000);
        comments.forEach(profile::comment);
        rows.forEach(row -> profile.sample(row.stack(), List.of((long) row.count()), List.of()));
        return profile.build();
    }

    private String text() {
        StringBuilder text = new StringBuilder(name + " profile: total " + total + "\n");
        for (Row row : rows) {
            text.append(row.count()).append(' ').append(row.addresses()).append('\n');
            frames.appendLines(text, row.stack());
        }
        comments.forEach(comment -> text.append("# pprof4j: ").append(comment).append('\n'));
        return text.toString();
    }

    private record Row(int count, String addresses, List<StackTraceElement> stack) {
        Row plus(Row same) {
            return new Row(count + same.count, addresses, stack);
        }
    }
}
