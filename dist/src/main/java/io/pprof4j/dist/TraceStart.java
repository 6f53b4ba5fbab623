// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.memstats.GcTrace;
import io.pprof4j.memstats.SchedTrace;
import io.pprof4j.recorder.QuietThread;
import io.pprof4j.tracer.AllocationTrace;
import io.pprof4j.tracer.TraceOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Starts the traces beside the program, since to load the management classes takes as long as the agent's own start. */
final class TraceStart extends QuietThread {
    private final TraceOptions options;

    private TraceStart(TraceOptions options) {
        super("pprof4j-traces");
        this.options = options;
    }

    /** Those that need no recorder. */
    static void begin(TraceOptions options) {
        if (options.gc() != 0 || options.schedulerMillis() != 0) {
            new TraceStart(options).start();
        }
    }

    /** At once, so that the program's first allocation is in it; the recorder must be there. */
    static void beginAllocations(TraceOptions options) {
        if (options.allocations()) {
            try {
                AllocationTrace.start(allocationStream(options.allocationFile()));
            } catch (IOException | RuntimeException failure) {
                System.err.println("pprof4j: no allocation trace: " + failure.getMessage());
            }
        }
    }

    private static OutputStream allocationStream(String file) throws IOException {
        if (file == null) {
            return standardError();
        }
        return new FileOutputStream(
                file.replace("%p", Long.toString(ProcessHandle.current().pid())));
    }

    /** Not System.err, which the program may have made anything of. */
    private static OutputStream standardError() {
        return new FileOutputStream(FileDescriptor.err);
    }

    @Override
    protected void work() {
        try {
            if (options.gc() != 0) {
                GcTrace.start(options.gc(), standardError());
            }
            if (options.schedulerMillis() != 0) {
                SchedTrace.start(
                        Duration.ofMillis(options.schedulerMillis()), options.schedulerDetail(), standardError());
            }
        } catch (RuntimeException | Error failure) {
            System.err.println("pprof4j: no trace: " + failure);
        }
    }
}
