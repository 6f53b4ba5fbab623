// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What chance allows. Of N objects of s bytes each is recorded, independently, with probability p = 1 - exp(-s/rate), so
 * n = N p are expected, their number is binomial, and the estimate's relative standard deviation is sqrt((1-p)/n): for
 * small objects 1/sqrt(n), for objects much larger than the rate none.
 */
final class SamplingError {
    private SamplingError() {}

    static double relativeSigma(long objects, long sizeBytes, long rate) {
        double p = -Math.expm1(-(double) sizeBytes / rate);
        return Math.sqrt((1 - p) / (objects * p));
    }

    /** Samples with a seed and compares. */
    interface SeededRun {
        void with(int seed) throws Exception;
    }

    /**
     * Once more with another seed if something is beyond 3 sigma. A right sampler is so once in 370 comparisons, and a
     * seed does not fix which of the JDK's allocations the draws meet: what is instrumented by then is the clock's business.
     * Twice in a row it happens once in 137,000.
     */
    static void assertUnbiased(SeededRun run) throws Exception {
        try {
            run.with(1);
        } catch (AssertionError unlikely) {
            System.out.println("once more with another seed, for: " + unlikely.getMessage());
            run.with(2);
        }
    }

    /** Fails beyond 3 sigma. Prints what it saw. */
    static void assertWithinThreeSigma(String what, long estimate, long objects, long sizeBytes, long unit, long rate) {
        double truth = (double) objects * unit;
        double sigma = relativeSigma(objects, sizeBytes, rate);
        System.out.printf(
                "%s: %+.2f%%, sigma %.2f%%, off by %.2f sigma%n",
                what, 100 * (estimate / truth - 1), 100 * sigma, (estimate / truth - 1) / Math.max(sigma, 1e-9));
        // Rounding: the profile holds whole objects and bytes for each site.
        assertThat((double) estimate).as(what).isCloseTo(truth, within(3 * sigma * truth + unit));
    }
}
