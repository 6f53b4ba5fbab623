// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.memstats.MemStatsText;
import io.pprof4j.profile.FrameTable;
import io.pprof4j.profile.Label;
import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.SiteCounts;
import java.util.Comparator;
import java.util.List;

/**
 * The text form (debug=1): Go's, with raw numbers, as recorded. Beyond Go, a record's first line ends in its type, and
 * caveats follow the MemStats; both are comments to Go's parser.
 */
final class HeapText {

    private static final Comparator<SiteCounts> ORDER = Comparator.comparingLong(HeapText::inuseBytes)
            .thenComparingLong(SiteCounts::allocBytes)
            .reversed()
            .thenComparing(Buckets.BY_SITE);

    private HeapText() {}

    static String encode(HeapReading reading) {
        List<SiteCounts> rows = reading.buckets().stream().sorted(ORDER).toList();
        StringBuilder text = new StringBuilder();
        appendHeader(text, rows, reading.snapshot().rate());
        FrameTable frames = new FrameTable();
        for (SiteCounts row : rows) {
            appendNumbers(text, row.inuseObjects(), inuseBytes(row), row.allocObjects(), row.allocBytes());
            text.append(frames.returnAddresses(row.stack()));
            text.append(" # ").append(row.type()).append('\n');
            LabelledStack.appendLabels(text, Label.ofPairs(row.labels()));
            frames.appendLines(text, row.stack());
        }
        text.append('\n');
        reading.stats().ifPresent(stats -> MemStatsText.append(text, stats));
        appendRemarks(text, reading, rows);
        return text.toString();
    }

    /** Ends in twice the rate, which is what C++ profiles had and parsers halve. */
    private static void appendHeader(StringBuilder text, List<SiteCounts> rows, long rate) {
        long inuseObjects = 0;
        long inuseBytes = 0;
        long allocObjects = 0;
        long allocBytes = 0;
        for (SiteCounts row : rows) {
            inuseObjects += row.inuseObjects();
            inuseBytes += inuseBytes(row);
            allocObjects += row.allocObjects();
            allocBytes += row.allocBytes();
        }
        if (allocBytes == inuseBytes) {
            // As Go: equal totals would tell a parser that records have two numbers instead of four.
            allocBytes++;
        }
        text.append("heap profile: ");
        appendNumbers(text, inuseObjects, inuseBytes, allocObjects, allocBytes);
        text.append("@ heap/").append(2 * rate).append('\n');
    }

    private static void appendNumbers(
            StringBuilder text, long inuseObjects, long inuseBytes, long allocObjects, long allocBytes) {
        text.append(inuseObjects).append(": ").append(inuseBytes);
        text.append(" [").append(allocObjects).append(": ").append(allocBytes).append("] ");
    }

    private static void appendRemarks(StringBuilder text, HeapReading reading, List<SiteCounts> rows) {
        reading.coverage().remark().ifPresent(coverage -> appendRemark(text, coverage));
        Caveats.of(reading.snapshot(), false).forEach(caveat -> appendRemark(text, caveat));
        long rate = reading.snapshot().rate();
        long others = rows.stream().filter(row -> row.rate() != rate).count();
        if (others > 0) {
            appendRemark(
                    text,
                    "records drawn at a rate other than " + rate + ": " + others
                            + "; only the protocol buffer form scales them right");
        }
        if (reading.stats().isEmpty()) {
            appendRemark(text, "no runtime.MemStats: this Java runtime has no module java.management");
        }
    }

    private static void appendRemark(StringBuilder text, String remark) {
        text.append("# pprof4j: ").append(remark).append('\n');
    }

    private static long inuseBytes(SiteCounts row) {
        return row.inuseObjects() * row.sizeBytes();
    }
}
