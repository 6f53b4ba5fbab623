// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.concurrent.TimeUnit;

/**
 * Whether the program has begun: with the first class of its loader, which has that of {@code main}. Until then {@code
 * main} waits for whatever is done with a class, and the JVM has some of its own to load. Thread-safe.
 */
final class ProgramStart {
    private static final ClassLoader PROGRAM = ClassLoader.getSystemClassLoader();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Completion begun = new Completion(true);

    /** It is still to begin. */
    void expect() {
        begun.set(false);
    }

    /** A class of this loader is being loaded. Returns whether what is to be done with it should wait for the program. */
    boolean precedes(ClassLoader loader) {
        if (loader == PROGRAM) {
            begun.set(true);
        }
        return loader == null && !begun.isDone();
    }

    /** Waits for it if it is still to begin, but not for ever: somebody else may have another idea of a program. */
    void await() {
        begun.await(PATIENCE_NANOS);
        begun.set(true);
    }
}
