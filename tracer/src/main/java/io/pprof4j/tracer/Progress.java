// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.function.LongSupplier;

/** Says on stderr what is being done with the classes and how far it has come, if the option {@code verbose} is set. */
final class Progress {
    private static final long FIRST_NANOS = 3_000_000_000L;
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final boolean verbose;
    private final LongSupplier heldUpNanos;
    private long began;
    private long next;

    /** @param heldUpNanos how long {@code main} was or is being held up; null if it runs already */
    Progress(boolean verbose, LongSupplier heldUpNanos) {
        this.verbose = verbose;
        this.heldUpNanos = heldUpNanos;
    }

    void begin() {
        began = System.nanoTime();
        next = began + FIRST_NANOS;
    }

    /** So many classes of these are done: a line at most once a second. */
    void report(int done, int of) {
        long now = System.nanoTime();
        if (verbose && now - next >= 0) {
            next = now + INTERVAL_NANOS;
            print("at class " + done + " of " + of + " after " + millis(now - began));
        }
    }

    void instrumented(int classes, int skipped) {
        if (verbose) {
            print("instrumented " + classes + " classes (" + skipped + " skipped) in "
                    + millis(System.nanoTime() - began)
                    + (heldUpNanos == null ? "" : "; main() was held up " + millis(heldUpNanos.getAsLong())));
        }
    }

    void restored() {
        if (verbose) {
            print("gave all classes their own code back in " + millis(System.nanoTime() - began));
        }
    }

    private static void print(String line) {
        System.err.println("pprof4j: " + line);
    }

    private static String millis(long nanos) {
        return (nanos + 500_000) / 1_000_000 + " ms";
    }
}
