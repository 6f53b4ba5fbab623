// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.heap.HeapProfileFile;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.tracer.Tracer;
import java.io.IOException;

/** Writes the heap profile when the JVM shuts down: after main, after System.exit, after a SIGTERM. */
final class ExitProfile extends Thread {
    private final String file;
    private final boolean collectFirst;

    private ExitProfile(String file, boolean collectFirst) {
        super(null, null, "pprof4j-exit", 0, false);
        this.file = file;
        this.collectFirst = collectFirst;
        setContextClassLoader(null);
    }

    static void register(String file, boolean collectFirst) {
        long[] entered = RecorderLink.enter();
        try {
            Runtime.getRuntime().addShutdownHook(new ExitProfile(file, collectFirst));
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /**
     * None of what this allocates is the program's, not even by the loading of classes. The exit code is settled by now,
     * and stays whatever happens here.
     */
    @Override
    public void run() {
        long[] entered = RecorderLink.enter();
        try {
            Tracer.halt();
            HeapProfileFile.write(file, collectFirst);
        } catch (IOException | RuntimeException | Error failure) {
            System.err.println("pprof4j: no heap profile: " + failure.getMessage());
        } finally {
            RecorderLink.leave(entered);
        }
    }
}
