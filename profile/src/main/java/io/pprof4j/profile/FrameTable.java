// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** An empty table. */
    public FrameTable() {}

    /**
     * The list that ends a record's first line: {@code @} and for each frame, leaf first, a space and its return address,
     * which is one more than the address in the frame's line. For an empty stack only {@code @}.
     */
    public String returnAddresses(List<StackTraceElement> stack) {
        StringBuilder list = new StringBuilder();
        appendReturnAddresses(list, entries(stack));
        return list.toString();
    }

    static void appendReturnAddresses(StringBuilder text, Entry[] stack) {
        text.append('@');
        for (Entry entry : stack) {
            text.append(entry.returnAddress());
        }
    }

    /** What is known of each frame, leaf first. */
    Entry[] entries(List<StackTraceElement> stack) {
        Entry[] all = new Entry[stack.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = entry(stack.get(i));
        }
        return all;
    }

    /** The addresses of the calls, leaf first: the same for stacks that look the same. */
    static long[] addresses(Entry[] stack) {
        long[] all = new long[stack.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = stack[i].address();
        }
        return all;
    }

    /**
     * Appends what follows a record's first line: one line per frame, leaf first, with columns aligned by tabs as Go's
     * {@code text/tabwriter} does, and an empty line.
     */
    public void appendLines(StringBuilder text, List<StackTraceElement> stack) {
        appendLines(text, entries(stack));
    }

    static void appendLines(StringBuilder text, Entry[] lines) {
        if (lines.length == 0) {
            text.append("#\t0x0\n\n");
            return;
        }
        int widestPc = 0;
        int widestFunction = 0;
        for (Entry line : lines) {
            widestPc = Math.max(widestPc, line.pc().width());
            widestFunction = Math.max(widestFunction, line.function().width());
        }
        for (Entry line : lines) {
            text.append("#\t");
            line.pc().append(text, columns(widestPc));
            line.function().append(text, columns(widestFunction));
            text.append(line.place()).append('\n');
        }
        text.append('\n');
    }

    private Entry entry(StackTraceElement element) {
        return entries.computeIfAbsent(element, key -> Entry.of(Frame.of(key)));
    }

    /** The widest cell and one column of padding, rounded up to a tab stop. */
    private static int columns(int widest) {
        return (widest + TAB_WIDTH) / TAB_WIDTH * TAB_WIDTH;
    }

    /** Text in a column, with its width, since counting takes longer than writing. */
    record Cell(String content, int width) {
        static Cell of(String content) {
            return new Cell(content, content.codePointCount(0, content.length()));
        }

        void append(StringBuilder text, int columns) {
            text.append(content);
            for (int column = width; column < columns; column += TAB_WIDTH - column % TAB_WIDTH) {
                text.append('\t');
            }
        }
    }

    /** A frame, and what is written of it in every stack that has it. */
    record Entry(Frame frame, long address, String returnAddress, Cell pc, Cell function, String place) {
        static Entry of(Frame frame) {
            long address = FrameAddresses.ofThisProcess().of(frame);
            return new Entry(
                    frame,
                    address,
                    " 0x" + Long.toHexString(address + 1),
                    Cell.of("0x" + Long.toHexString(address)),
                    Cell.of(frame.function() + "+0x0"),
                    frame.fileName() + ':' + frame.line());
        }
    }
}
