// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.profile.WholeFile;
import io.pprof4j.runtime.CpuProfile;
import io.pprof4j.runtime.ExecutionTrace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** What is measured from the program's start to its end and then written to a file. */
abstract class WholeRun implements ExitTask {
    private final String pattern;
    private final String what;
    private final LateStream stream = new LateStream();
    private final CountDownLatch decided = new CountDownLatch(1);
    /** Whether it is under way; published by the latch. */
    private boolean begun;

    private WholeRun(String pattern, String what) {
        this.pattern = pattern;
        this.what = what;
    }

    /** All CPU samples. */
    static WholeRun cpu(String pattern) {
        return new WholeRun(pattern, "CPU profile") {
            @Override
            void start(OutputStream out) {
                CpuProfile.start(out);
            }

            @Override
            void stop() throws IOException {
                CpuProfile.stop();
            }
        };
    }

    /** The latest events. */
    static WholeRun trace(String pattern) {
        return new WholeRun(pattern, "execution trace") {
            @Override
            void start(OutputStream out) {
                ExecutionTrace.start(out);
            }

            @Override
            void stop() throws IOException {
                ExecutionTrace.stop();
            }
        };
    }

    abstract void start(OutputStream out);

    abstract void stop() throws IOException;

    /** Begins to measure, or says on stderr why that cannot be. */
    final void begin() {
        try {
            start(stream);
            begun = true;
        } catch (RuntimeException | Error failure) {
            System.err.println("pprof4j: no " + what + ": " + failure.getMessage());
        } finally {
            decided.countDown();
        }
    }

    @Override
    public final String what() {
        return what;
    }

    /** Waits first until it is known whether there is anything, should the program have been as short as that. */
    @Override
    public final void perform() throws IOException {
        try {
            decided.await();
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
            return;
        }
        if (begun) {
            WholeFile.write(pattern, what, this::stopInto);
        }
    }

    private void stopInto(OutputStream out) throws IOException {
        stream.open(out);
        stop();
        if (!stream.isUsed()) {
            throw new IOException("the program has stopped it already");
        }
    }
}
