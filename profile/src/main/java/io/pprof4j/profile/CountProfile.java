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
 * Stacks that count one each, grouped by stack: the form of Go's custom, goroutine and threadcreate profiles. Not safe
 * for use by several threads.
 */
public final class CountProfile {
    private static final Comparator<Row> ORDER =
            Comparator.comparingInt(Row::count).reversed().thenComparing(Row::addresses, Arrays::compare);

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
        this.name = name;
        this.comments = List.copyOf(comments);
        this.total = stacks.size();
        Map<Addresses, Row> byAddresses = new LinkedHashMap<>();
        for (List<StackTraceElement> stack : stacks) {
            Addresses addresses = new Addresses(frames.addresses(stack));
            byAddresses.computeIfAbsent(addresses, key -> new Row(key, stack)).count++;
        }
        this.rows = byAddresses.values().stream().sorted(ORDER).toList();
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
        rows.forEach(row -> profile.sample(row.stack, List.of((long) row.count), List.of()));
        return profile.build();
    }

    private String text() {
        StringBuilder text = new StringBuilder(name + " profile: total " + total + "\n");
        for (Row row : rows) {
            text.append(row.count)
                    .append(' ')
                    .append(frames.returnAddresses(row.stack))
                    .append('\n');
            frames.appendLines(text, row.stack);
        }
        comments.forEach(comment -> text.append("# pprof4j: ").append(comment).append('\n'));
        return text.toString();
    }

    /** Stacks that look the same, and how many there are. */
    private static final class Row {
        private final Addresses addresses;
        private final List<StackTraceElement> stack;
        private int count;

        Row(Addresses addresses, List<StackTraceElement> stack) {
            this.addresses = addresses;
            this.stack = stack;
        }

        int count() {
            return count;
        }

        long[] addresses() {
            return addresses.all;
        }
    }

    /** A key: as short as a stack can be told from others. */
    private static final class Addresses {
        private final long[] all;
        private final int hash;

        Addresses(long[] all) {
            this.all = all;
            this.hash = Arrays.hashCode(all);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Addresses that && Arrays.equals(all, that.all);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
