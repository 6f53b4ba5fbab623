// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

/** The text of one event in the {@link AllocationTrace}: lines in Go's words, the last one empty. */
final class AllocationTraceText {
    private AllocationTraceText() {}

    /** @param event see {@code Recorder.traced} */
    static String block(Object... event) {
        if (event.length == 0) {
            return "tracegc()\nend tracegc\n\n";
        }
        StringBuilder text = new StringBuilder(512);
        text.append(event.length == 2 ? "tracefree(0x" : "tracealloc(0x").append(Long.toHexString((long) event[0]));
        text.append(", 0x").append(Long.toHexString((long) event[1]));
        if (event.length > 2) {
            text.append(", ").append(event[2]);
            text.append(")\ngoroutine ").append(event[4]).append(" [running]: \"");
            printable(text, (String) event[5]).append('"');
            for (StackTraceElement frame : (StackTraceElement[]) event[3]) {
                frame(text.append('\n'), frame);
            }
            return text.append("\n\n").toString();
        }
        return text.append(")\n\n").toString();
    }

    static String dropped(long blocks) {
        return "pprof4j: alloctrace: " + blocks + " blocks dropped, since this is read too slowly\n\n";
    }

    private static void frame(StringBuilder text, StackTraceElement frame) {
        String name = frame.getClassName();
        String file = frame.getFileName();
        text.append(name).append('.').append(frame.getMethodName()).append("(...)\n\t");
        if (file != null) {
            text.append(name.substring(0, name.lastIndexOf('.') + 1).replace('.', '/'));
        }
        text.append(file == null ? "?" : file).append(':').append(Math.max(0, frame.getLineNumber()));
    }

    /** A name that cannot end the line. */
    private static StringBuilder printable(StringBuilder text, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            text.append(c < ' ' || c == '"' ? '?' : c);
        }
        return text;
    }
}
