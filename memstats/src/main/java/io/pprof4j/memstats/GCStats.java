// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.Arrays;

/**
 * Statistics of recent garbage collections: Go's {@code debug.GCStats}. Immutable; compared by content.
 *
 * @param lastGC end of the newest collection in ns since 1970; 0 = none yet
 * @param numGC completed collections
 * @param pauseTotal all pauses since the JVM started, in ns; see {@link MemStats#pauseTotalNs}
 * @param pause pauses of the newest collections in ns, the newest first, at most 256; as many as collections are known
 *     since {@link PauseTracking} began
 * @param pauseEnd their ends in ns since 1970, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // Go's shape; every way in, out and of comparing is overridden below
public record GCStats(long lastGC, long numGC, long pauseTotal, long[] pause, long[] pauseEnd) {

    /**
     * Takes every value as given.
     *
     * @throws IllegalArgumentException if there are more pauses than ends, or fewer
     */
    public GCStats {
        if (pause.length != pauseEnd.length) {
            throw new IllegalArgumentException(
                    "there are " + pause.length + " pauses and " + pauseEnd.length + " ends of pauses");
        }
        pause = pause.clone();
        pauseEnd = pauseEnd.clone();
    }

    /** Reads the statistics now; begins {@link PauseTracking} as {@link MemStats#read()} does. Thread-safe. */
    public static GCStats read() {
        return of(GcReading.read());
    }

    static GCStats of(GcReading reading) {
        int known = 0;
        int kept = (int) Math.min(MemStats.PAUSES, reading.numGC());
        long[] pause = new long[kept];
        long[] end = new long[kept];
        for (int back = 0; back < kept; back++) {
            int slot = GcHistory.slot(reading.numGC() - back);
            if (reading.pauseEnd()[slot] == 0) {
                continue;
            }
            pause[known] = reading.pauseNs()[slot];
            end[known++] = reading.pauseEnd()[slot];
        }
        return new GCStats(
                reading.lastGC(),
                reading.numGC(),
                reading.pauseTotalNs(),
                Arrays.copyOf(pause, known),
                Arrays.copyOf(end, known));
    }

    /**
     * The distribution of {@link #pause}: Go's {@code PauseQuantiles}.
     *
     * @param count how many values, at least 2: for 5, minimum, 25 %, 50 %, 75 % and maximum
     * @return in ns, ascending; zeros if no pause is known
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public long[] pauseQuantiles(int count) {
        if (count < 2) {
            throw new IllegalArgumentException(count + " quantiles: must be at least 2, the minimum and the maximum");
        }
        long[] quantiles = new long[count];
        if (pause.length > 0) {
            long[] sorted = pause.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < count; i++) {
                quantiles[i] = sorted[(int) ((long) (sorted.length - 1) * i / (count - 1))];
            }
        }
        return quantiles;
    }

    /** A copy of the pauses: see the class description. */
    @Override
    public long[] pause() {
        return pause.clone();
    }

    /** A copy of the ends of pauses: see the class description. */
    @Override
    public long[] pauseEnd() {
        return pauseEnd.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GCStats that
                && lastGC == that.lastGC
                && numGC == that.numGC
                && pauseTotal == that.pauseTotal
                && Arrays.equals(pause, that.pause)
                && Arrays.equals(pauseEnd, that.pauseEnd);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(new Object[] {lastGC, numGC, pauseTotal, pause, pauseEnd});
    }
}
