// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.tracer.Tracer;
import java.lang.instrument.Instrumentation;

/** Has threads watched, without which there is no threadcreate, and less in block; the program goes on either way. */
final class ThreadWatchStart {
    private ThreadWatchStart() {}

    static void begin(Instrumentation instrumentation) {
        try {
            Tracer.watchThreads(instrumentation);
        } catch (IllegalStateException failure) {
            System.err.println("pprof4j: " + failure.getMessage());
        }
    }
}
