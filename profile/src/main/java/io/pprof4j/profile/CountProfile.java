// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stacks that count one each, grouped by stack and labels: the form of Go's custom, goroutine and threadcreate profiles. Not safe
 * for use by several threads.
 */
public final class CountProfile {
    private static final Comparator<Row> ORDER = Comparator.comparingInt(Row::count)
            .reversed()
            .thenComparing(Row::addresses, Arrays::compare)
            .thenComparing(Row::labels);

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
        Map<Key, Row> same = new LinkedHashMap<>();
        counts.forEach((stack, count) -> {
            Key key = new Key(frames.addresses(stack.stack()), stack.labels());
            same.computeIfAbsent(key, first -> new Row(first, stack.stack())).count += count;
        });
        this.rows = same.values().stream().sorted(ORDER).toList();
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
        rows.forEach(row -> profile.sample(row.stack, List.of((long) row.count), row.key.labels));
        return profile.build();
    }

    private String text() {
        StringBuilder text = new StringBuilder(name + " profile: total " + total + "\n");
        for (Row row : rows) {
            text.append(row.count)
                    .append(' ')
                    .append(frames.returnAddresses(row.stack))
                    .append('\n');
            LabelledStack.appendLabels(text, row.key.labels);
            frames.appendLines(text, row.stack);
        }
        comments.forEach(comment -> text.append("# pprof4j: ").append(comment).append('\n'));
        return text.toString();
    }

    /** Stacks that look the same, with the same labels, and how many there are. */
    private static final class Row {
        private final Key key;
        private final List<StackTraceElement> stack;
        private int count;

        Row(Key key, List<StackTraceElement> stack) {
            this.key = key;
            this.stack = stack;
        }

        int count() {
            return count;
        }

        long[] addresses() {
            return key.addresses;
        }

        String labels() {
            return key.labels.toString();
        }
    }

    /** As short as a stack can be told from others. */
    private static final class Key {
        private final long[] addresses;
        private final List<Label> labels;
        private final int hash;

        Key(long[] addresses, List<Label> labels) {
            this.addresses = addresses;
            this.labels = labels;
            this.hash = 31 * Arrays.hashCode(addresses) + labels.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && Arrays.equals(addresses, that.addresses) && labels.equals(that.labels);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
