// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import jdk.jfr.FlightRecorder;

/** Tells Flight Recorder of labels, if it is there and runs. */
final class LabelEvents {
    private static final boolean HAS_JFR =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private LabelEvents() {}

    /** The current thread has these labels from now on. */
    static void changed(String[] pairs) {
        if (HAS_JFR && FlightRecorder.isInitialized()) {
            LabelEvent.commit(pairs);
        }
    }
}
