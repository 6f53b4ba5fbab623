// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.FrameTable;
import io.pprof4j.profile.LabelledStack;
import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.ProfileBuilder;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.runtime.Contentions.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The form that Go's block and mutex profiles share. Stateless. */
final class ContentionProfile extends QuietProfile {
    private static final String UNITS = "cycles/second=1000000000\n";

    private final String title;
    private final Source source;

    /** Where the numbers come from. */
    interface Source {
        /** Everything up to now. */
        Contentions read() throws IOException;

        /** How many waits one that was recorded stands for: readers of the text form multiply by it. 0 if it says none. */
        long samplingPeriod();

        /** What a reader must know. */
        List<String> comments();
    }

    /** @param title what the text form calls it */
    ContentionProfile(String name, String title, Source source) {
        super(name);
        this.title = title;
        this.source = source;
    }

    /** Distinct stacks. */
    @Override
    int countNow() throws IOException {
        return source.read().size();
    }

    @Override
    byte[] content(int debug) throws IOException {
        List<Row> rows = source.read().sorted();
        return debug == 0 ? proto(rows) : text(rows).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] proto(List<Row> rows) {
        ProfileBuilder profile = new ProfileBuilder(Mapping.ofApplication())
                .sampleType("contentions", "count")
                .sampleType("delay", "nanoseconds")
                .period("contentions", "count", 1)
                .timeNanos(System.currentTimeMillis() * 1_000_000);
        source.comments().forEach(profile::comment);
        rows.forEach(row -> profile.sample(
                row.stack().stack(),
                List.of(row.count(), row.nanos()),
                row.stack().labels()));
        return ProfileBytes.encode(profile.build());
    }

    private String text(List<Row> rows) {
        StringBuilder text =
                new StringBuilder("--- ").append(title).append(":\n").append(UNITS);
        long period = source.samplingPeriod();
        if (period > 0) {
            text.append("sampling period=").append(period).append('\n');
        }
        FrameTable frames = new FrameTable();
        long unit = Math.max(1, period);
        for (Row row : rows) {
            text.append(row.nanos() / unit)
                    .append(' ')
                    .append((row.count() + unit - 1) / unit)
                    .append(' ');
            text.append(frames.returnAddresses(row.stack().stack())).append('\n');
            LabelledStack.appendLabels(text, row.stack().labels());
            frames.appendLines(text, row.stack().stack());
        }
        source.comments()
                .forEach(comment -> text.append("# pprof4j: ").append(comment).append('\n'));
        return text.toString();
    }
}
