// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.ArrayList;
import java.util.List;

/** Keeps pprof4j out of its own profiles. */
public final class OwnFrames {
    private static final String ROOT = "io.pprof4j.";
    private static final String[] MODULES = {
        "recorder.",
        "tracer.",
        "heap.",
        "profile.",
        "memstats.",
        "micrometer.",
        "dist.",
        "shaded.",
        "http.",
        "runtime.",
        "cli.",
        "testing."
    };
    /** Calls the code that a test measures: whatever is below it is the code's, even if that is a method of the JDK's. */
    private static final String BOUNDARY = ROOT + "testing.MeasuredRun";

    private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

    private OwnFrames() {}

    /**
     * The frames that are not pprof4j's.
     *
     * @param frames leaf first
     * @return null if pprof4j is who allocates: the first frame outside the JDK is its own
     */
    static StackTraceElement[] without(StackTraceElement[] frames) {
        List<StackTraceElement> kept = new ArrayList<>(frames.length);
        boolean caller = false;
        for (StackTraceElement frame : frames) {
            String name = frame.getClassName();
            boolean own = isOwn(name);
            if (own && !caller && !name.equals(BOUNDARY)) {
                return null;
            }
            caller |= !isJdk(name);
            if (!own) {
                kept.add(frame);
            }
        }
        return kept.toArray(new StackTraceElement[0]);
    }

    /** Whether a class is pprof4j's: what it allocates is not the application's, and it is not instrumented. */
    public static boolean isOwn(String className) {
        return className.startsWith(ROOT) && startsWithAny(className, ROOT.length(), MODULES);
    }

    /** Whether a class is the JDK's, by its binary name. */
    public static boolean isJdk(String className) {
        return startsWithAny(className, 0, JDK);
    }

    private static boolean startsWithAny(String name, int offset, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix, offset)) {
                return true;
            }
        }
        return false;
    }
}
