// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of what the JVM allocated the recorder saw, since recording began. Both totals have their noise: the recorded
 * one is an estimate from samples, and threads allocate while the two are read; so a little over 100 % is possible.
 *
 * @param recordedBytes estimated bytes of all recorded allocations
 * @param allocatedBytes what the JVM says was allocated on all threads, without pprof4j's own share; {@link #UNKNOWN} if
 *     it does not say, did not when recording began, or recording has ended
 */
record Coverage(long recordedBytes, long allocatedBytes) {

    static final long UNKNOWN = -1;

    /**
     * Below, the JVM's own start-up and shutdown (class loading above all) outweigh the program, and the ratio would say
     * nothing about it.
     */
    static final long MEANINGFUL_BYTES = 10 << 20;

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    static Coverage of(RecorderSnapshot snapshot) {
        long recorded = 0;
        for (SiteCounts site : snapshot.sites()) {
            recorded += Unsampling.allocated(site).bytes();
        }
        boolean known = snapshot.active() && snapshot.jvmBytes() >= 0;
        long allocated = known ? snapshot.jvmBytes() - snapshot.ownBytes() : UNKNOWN;
        return new Coverage(recorded, allocated > 0 ? allocated : UNKNOWN);
    }

    /** {@code coverage: 99.1% (recorded 1.2 GB of 1.21 GB that the JVM allocated)}, in units of 1024 as pprof has them; none for a small program. */
    Optional<String> remark() {
        if (allocatedBytes < MEANINGFUL_BYTES) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "coverage: %.1f%% (recorded %s of %s that the JVM allocated)",
                100.0 * recordedBytes / allocatedBytes,
                readable(recordedBytes),
                readable(allocatedBytes)));
    }

    private static String readable(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
        String number =
                rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        return number + " " + UNITS[unit];
    }
}
