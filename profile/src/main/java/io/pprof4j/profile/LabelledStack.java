// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.List;

/**
 * A stack, and the labels that the thread had: what profiles add up by.
 *
 * @param stack leaf first; may be empty
 * @param labels sorted by key; may be empty
 */
public record LabelledStack(List<StackTraceElement> stack, List<Label> labels) {
    public LabelledStack {
        stack = List.copyOf(stack);
        labels = List.copyOf(labels);
    }

    /** A stack without labels. */
    public static LabelledStack of(List<StackTraceElement> stack) {
        return new LabelledStack(stack, List.of());
    }

    /**
     * Appends the line that Go's text profiles have under a record's first one; nothing if there are no labels:
     *
     * <pre>{@code
     * # labels: {"req":"r1", "tier":"gold"}
     * }</pre>
     */
    public static void appendLabels(StringBuilder text, List<Label> labels) {
        if (labels.isEmpty()) {
            return;
        }
        String separator = "# labels: {";
        for (Label label : labels) {
            text.append(separator);
            appendQuoted(text, label.key());
            text.append(':');
            appendQuoted(text, label.str());
            separator = ", ";
        }
        text.append("}\n");
    }

    /** As Go's {@code %q} does. */
    private static void appendQuoted(StringBuilder text, String value) {
        text.append('"');
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').appendCodePoint(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c == '\t') {
                text.append("\\t");
            } else if (c == '\r') {
                text.append("\\r");
            } else if (Character.isISOControl(c)) {
                text.append(String.format(c < 0x80 ? "\\x%02x" : "\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        text.append('"');
    }
}
