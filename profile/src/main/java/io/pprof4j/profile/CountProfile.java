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
 * Stacks that count one each, grouped by stack and labels: the form of Go's custom, goroutine and threadcreate profiles. Not safe
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
        this(name, count(stacks), List.of());
    }

    /**
     * A profile of these stacks.
     *
     * @param name of the profile, and of what is counted
     * @param counts how often there is each stack
     * @param comments what a reader must know, a line each
     */
    public CountProfile(String name, Map<LabelledStack, Integer> counts, List<String> comments) {
        this.name = name;
        this.comments = List.copyOf(comments);
        this.total = counts.values().stream().mapToInt(Integer::intValue).sum();
        Map<List<Object>, Row> same = new LinkedHashMap<>();
        counts.forEach((stack, count) -> {
            String addresses = frames.returnAddresses(stack.stack());
            same.merge(List.of(addresses, stack.labels()), new Row(count, addresses, stack), Row::plus);
        });
        this.rows = same.values().stream()
                .sorted(Comparator.comparingInt(Row::count)
                        .reversed()
                        .thenComparing(Row::addresses)
                        .thenComparing(row -> row.stack().labels().toString()))
                .toList();
    }

    private static Map<LabelledStack, Integer> count(List<List<StackTraceElement>> stacks) {
        Map<LabelledStack, Integer> counts = new LinkedHashMap<>();
        stacks.forEach(stack -> counts.merge(LabelledStack.of(stack), 1, Integer::sum));
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
        rows.forEach(row -> profile.sample(
                row.stack().stack(), List.of((long) row.count()), row.stack().labels()));
        return profile.build();
    }

    private String text() {
        StringBuilder text = new StringBuilder(name + " profile: total " + total + "\n");
        for (Row row : rows) {
            text.append(row.count()).append(' ').append(row.addresses()).append('\n');
            LabelledStack.appendLabels(text, row.stack().labels());
            frames.appendLines(text, row.stack().stack());
        }
        comments.forEach(comment -> text.append("# pprof4j: ").append(comment).append('\n'));
        return text.toString();
    }

    private record Row(int count, String addresses, LabelledStack stack) {
        Row plus(Row same) {
            return new Row(count + same.count, addresses, stack);
        }
    }
}
