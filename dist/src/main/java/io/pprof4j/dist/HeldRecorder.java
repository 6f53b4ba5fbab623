// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.runtime.RecordingsAtExit;

/** Flight Recorder, which may end when the tasks before this one are done. */
final class HeldRecorder implements ExitTask {
    /** Null if it could not be had, and whoever needs it says so. */
    private volatile RecordingsAtExit held;

    /** Begins to hold it, once. */
    synchronized void begin() {
        try {
            if (held == null) {
                held = RecordingsAtExit.keep(ExitWriter.PATIENCE);
            }
        } catch (IllegalStateException notToBeHad) {
            held = null;
        }
    }

    @Override
    public String what() {
        return "end of Flight Recorder";
    }

    @Override
    public void perform() {
        RecordingsAtExit recordings = held;
        if (recordings != null) {
            recordings.close();
        }
    }
}
