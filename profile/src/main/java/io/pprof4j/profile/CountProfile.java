// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of stacks, grouped by stack and labels: the form of Go's custom, goroutine and threadcreate profiles. Of a
 * stack that was added each frame is looked up once, as there may be thousands. Not safe for use by several threads.
 */
public final class CountProfile {
    private static final Comparator<Row> ORDER = Comparator.comparingInt(Row::count)
            .reversed()
            .thenComparing(Row::addresses, Arrays::compare)
            .thenComparing(Row::labels);

    private final String name;
    private final List<String> comments;
    private final FrameTable frames = new FrameTable();
    private final Map<Key, Row> rows = new LinkedHashMap<>();

    /**
     * A profile without stacks.
     *
     * @param name of the profile, and of what is counted
     * @param comments what a reader must know, a line each
     */
    public CountProfile(String name, List<String> comments) {
        this.name = name;
        this.comments = List.copyOf(comments);
    }

    /** Counts a stack so often. */
    public void add(LabelledStack stack, int count) {
        FrameTable.Entry[] entries = frames.entries(stack.stack());
        Key key = new Key(FrameTable.addresses(entries), stack.labels());
        rows.computeIfAbsent(key, first -> new Row(first, entries)).count += count;
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

    private List<Row> sorted() {
        return rows.values().stream().sorted(ORDER).toList();
    }

    private Profile proto() {
        Mapping mapping = Mapping.ofApplication();
        ProfileBuilder profile = new ProfileBuilder(mapping)
                .sampleType(name, "count")
                .period(name, "count", 1)
                .timeNanos(System.currentTimeMillis() * 1_000_000);
        comments.forEach(profile::comment);
        IdentityHashMap<FrameTable.Entry, Location> locations = new IdentityHashMap<>();
        for (Row row : sorted()) {
            List<Location> stack = new ArrayList<>(row.entries.length);
            for (FrameTable.Entry entry : row.entries) {
                stack.add(locations.computeIfAbsent(entry, one -> Location.of(one.frame(), mapping)));
            }
            profile.sample(new Sample(stack, List.of((long) row.count), row.key.labels));
        }
        return profile.build();
    }

    private String text() {
        int total = rows.values().stream().mapToInt(Row::count).sum();
        StringBuilder text = new StringBuilder(name + " profile: total " + total + "\n");
        for (Row row : sorted()) {
            text.append(row.count).append(' ');
            FrameTable.appendReturnAddresses(text, row.entries);
            text.append('\n');
            LabelledStack.appendLabels(text, row.key.labels);
            FrameTable.appendLines(text, row.entries);
        }
        comments.forEach(comment -> text.append("# pprof4j: ").append(comment).append('\n'));
        return text.toString();
    }

    /** Stacks that look the same, with the same labels, and how many there are. */
    private static final class Row {
        private final Key key;
        private final FrameTable.Entry[] entries;
        private int count;

        Row(Key key, FrameTable.Entry[] entries) {
            this.key = key;
            this.entries = entries;
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
