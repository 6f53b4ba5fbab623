// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.runtime.BlockProfile;
import io.pprof4j.runtime.MutexProfile;
import io.pprof4j.tracer.RuntimeOptions;
import io.pprof4j.tracer.Tracer;
import java.lang.instrument.Instrumentation;

/** Turns profiles on beside the program: Flight Recorder takes its time to start. */
final class RuntimeStart extends Thread {
    private final RuntimeOptions options;
    private final ExitStart exit;

    private RuntimeStart(RuntimeOptions options, ExitStart exit) {
        super(null, null, "pprof4j-runtime-start", 0, false);
        this.options = options;
        this.exit = exit;
        // Flight Recorder cannot start once the program ends: a short one that is to be measured waits for it.
        setDaemon(!exit.isMeasuring());
        setContextClassLoader(null);
    }

    /** @param exit whose measurements begin */
    static void inBackground(RuntimeOptions options, ExitStart exit, Instrumentation instrumentation) {
        long[] entered = RecorderLink.enter();
        try {
            if (options.blockProfileRate() > 0) {
                watchParks(instrumentation);
            }
            new RuntimeStart(options, exit).start();
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /**
     * Before there are virtual threads that park: of the code that they are in, nobody knows lines once it is replaced.
     * Without this, the block profile knows less.
     */
    private static void watchParks(Instrumentation instrumentation) {
        try {
            Tracer.watchThreads(instrumentation);
            RecorderLink.watchParks(true);
        } catch (IllegalStateException failure) {
            System.err.println("pprof4j: " + failure.getMessage());
        }
    }

    /** The program goes on without what cannot be had. */
    @Override
    public void run() {
        long[] entered = RecorderLink.enter();
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
        } finally {
            RecorderLink.leave(entered);
        }
    }
}
