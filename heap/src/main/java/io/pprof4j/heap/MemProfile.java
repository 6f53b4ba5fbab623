// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.recorder.RecorderLink;

/**
 * The memory profile rate, Go's {@code runtime.MemProfileRate}: the mean number of allocated bytes between two samples.
 * 524288 unless the agent option {@code memprofilerate} says otherwise; 1 records every allocation, 0 none. Thread-safe.
 */
public final class MemProfile {

    private MemProfile() {}

    /** The rate now, in bytes; 0 also if no recorder is active in this JVM. */
    public static long rate() {
        return RecorderLink.rate();
    }

    /**
     * Changes the rate: at once for the calling thread, on any other at the latest after its next MiB of allocations.
     * What was recorded before keeps the rate it was drawn at, so sums stay right; yet it is best to choose a rate once
     * and early.
     *
     * @param bytes mean bytes between samples; 1 records every allocation, 0 none
     * @throws IllegalArgumentException if {@code bytes} is negative
     * @throws IllegalStateException if no recorder is active in this JVM; the message tells how to start one
     */
    public static void setRate(long bytes) {
        RecorderLink.setRate(bytes);
    }
}
