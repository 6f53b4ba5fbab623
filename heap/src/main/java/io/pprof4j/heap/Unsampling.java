// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.recorder.SiteCounts;

/** Go's formula that turns recorded objects into an estimate of all objects: {@code scaleHeapSample}. */
final class Unsampling {

    private Unsampling() {}

    /** All objects that a bucket stands for, since the recorder started. */
    static Estimate allocated(SiteCounts counts) {
        return counts.rate() <= 1
                ? new Estimate(counts.allocObjects(), counts.allocBytes())
                : scale(counts.allocObjects(), counts.sizeBytes(), counts.rate());
    }

    /** Those of them that are in use. */
    static Estimate inUse(SiteCounts counts) {
        return scale(counts.inuseObjects(), counts.sizeBytes(), counts.rate());
    }

    /**
     * What a number of recorded objects of one size stands for. An object of size s is recorded with probability 1 -
     * exp(-s / rate), so each recorded one counts 1 / (1 - exp(-s / rate)) times. Both numbers are truncated, as in Go.
     *
     * @param count recorded objects
     * @param sizeBytes size of each
     * @param rate mean bytes between samples at which they were recorded; up to 1, the numbers are exact already
     */
    static Estimate scale(long count, long sizeBytes, long rate) {
        if (count == 0 || sizeBytes == 0) {
            return new Estimate(0, 0);
        }
        if (rate <= 1) {
            return new Estimate(count, count * sizeBytes);
        }
        // expm1 keeps the digits that 1 - exp() loses when objects are much smaller than the rate.
        double factor = 1 / -Math.expm1(-(double) sizeBytes / (double) rate);
        return new Estimate((long) (count * factor), (long) ((double) count * (double) sizeBytes * factor));
    }

    /** All objects of a bucket, recorded or not, and their bytes. */
    record Estimate(long objects, long bytes) {}
}
