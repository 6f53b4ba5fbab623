// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.util.Arrays;

/**
 * Several measurements of one thing.
 *
 * @param median the middle one, or the mean of the two in the middle
 */
public record Spread(double median, double min, double max) {

    /** NaN, which is a measurement that failed, is left out; all NaN if nothing is left. */
    public static Spread of(double... values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** NaN if one of them is. */
    static double geometricMean(double... values) {
        return Math.exp(Arrays.stream(values).map(Math::log).average().orElse(Double.NaN));
    }

    Spread dividedBy(double divisor) {
        return new Spread(median / divisor, min / divisor, max / divisor);
    }

    /** {@code 1.02 (0.98..1.05)}; the format is for one number. */
    public String format(String format) {
        if (Double.isNaN(median)) {
            return "failed";
        }
        String middle = Numbers.format(format, median);
        String low = Numbers.format(format, min);
        String high = Numbers.format(format, max);
        return low.equals(high) ? middle : middle + " (" + low + ".." + high + ")";
    }
}
