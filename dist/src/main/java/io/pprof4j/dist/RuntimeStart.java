// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.recorder.QuietThread;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.runtime.BlockProfile;
import io.pprof4j.runtime.MutexProfile;
import io.pprof4j.tracer.RuntimeOptions;
import java.lang.instrument.Instrumentation;

/** Turns profiles on beside the program: Flight Recorder takes its time to start. */
final class RuntimeStart extends QuietThread {
    private final RuntimeOptions options;
    private final ExitStart exit;

    private RuntimeStart(RuntimeOptions options, ExitStart exit) {
        super("pprof4j-runtime-start");
        this.options = options;
        this.exit = exit;
        // Flight Recorder cannot start once the program ends: a short one that is to be measured waits for it.
        setDaemon(!exit.isMeasuring());
    }

    /** @param exit whose measurements begin */
    static void inBackground(RuntimeOptions options, ExitStart exit, Instrumentation instrumentation) {
        if (!options.isOff()) {
            // Before there are virtual threads that park: once code is replaced, nobody knows lines of those within.
            ThreadWatchStart.begin(instrumentation);
            RecorderLink.watchParks(options.blockProfileRate() > 0);
            RecorderLink.watchLocks(options.mutexProfileFraction());
        }
        new RuntimeStart(options, exit).start();
    }

    /** The program goes on without what cannot be had. */
    @Override
    protected void work() {
        try {
            if (exit.isMeasuring()) {
                exit.begin();
            }
            MutexProfile.setFraction(options.mutexProfileFraction());
            if (options.blockProfileRate() > 0) {
                BlockProfile.setRate(options.blockProfileRate());
            }
        } catch (RuntimeException | Error failure) {
            System.err.println("pprof4j: no block or mutex profile: " + failure.getMessage());
        }
    }
}
