// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Renders stacks as Go's text profiles do. The program counters are those of {@link FrameAddresses}. Use one
 * table per text. Not safe for use by several threads.
 *
 * <pre>{@code
 * text.append("3 ").append(frames.returnAddresses(stack)).append('\n');   // 3 @ 0x2f1c9a51
 * frames.appendLines(text, stack);                                        // # 0x2f1c9a50 pkg.Class.method+0x0 pkg/Class.java:12
 * }</pre>
 */
public final class FrameTable {

    private static final int TAB_WIDTH = 8;

    private final Map<StackTraceElement, Entry> entries = new HashMap<>();
    private final FrameAddresses addresses = FrameAddresses.ofThisProcess();

    /** An empty table. */
    public FrameTable() {}

    /**
     * The list that ends a record's first line: {@code @} and for each frame, leaf first, a space and its return address,
     * which is one more than the address in the frame's line. For an empty stack only {@code @}.
     */
    public String returnAddresses(List<StackTraceElement> stack) {
        StringBuilder list = new StringBuilder("@");
        for (StackTraceElement element : stack) {
            list.append(" 0x").append(Long.toHexString(entry(element).pc() + 1));
        }
        return list.toString();
    }

    /**
     * Appends what follows a record's first line: one line per frame, leaf first, with columns aligned by tabs as Go's
     * {@code text/tabwriter} does, and an empty line.
     */
    public void appendLines(StringBuilder text, List<StackTraceElement> stack) {
        if (stack.isEmpty()) {
            text.append("#\t0x0\n\n");
            return;
        }
        List<Entry> lines = stack.stream().map(this::entry).toList();
        int pcWidth = cellWidth(lines.stream().mapToInt(line -> width(line.pcCell())));
        int functionWidth = cellWidth(lines.stream().mapToInt(line -> width(line.functionCell())));
        for (Entry line : lines) {
            text.append("#\t");
            appendCell(text, line.pcCell(), pcWidth);
            appendCell(text, line.functionCell(), functionWidth);
            text.append(line.frame().fileName()).append(':').append(line.frame().line());
            text.append('\n');
        }
        text.append('\n');
    }

    private Entry entry(StackTraceElement element) {
        return entries.computeIfAbsent(element, key -> {
            Frame frame = Frame.of(key);
            return new Entry(addresses.of(frame), frame);
        });
    }

    /** The widest cell and one column of padding, rounded up to a tab stop. */
    private static int cellWidth(IntStream widths) {
        int padded = widths.max().orElse(0) + 1;
        return (padded + TAB_WIDTH - 1) / TAB_WIDTH * TAB_WIDTH;
    }

    private static void appendCell(StringBuilder text, String cell, int cellWidth) {
        int missing = cellWidth - width(cell);
        text.append(cell).append("\t".repeat((missing + TAB_WIDTH - 1) / TAB_WIDTH));
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private record Entry(long pc, Frame frame) {
        String pcCell() {
            return "0x" + Long.toHexString(pc);
        }

        String functionCell() {
            return frame.function() + "+0x0";
        }
    }
}
