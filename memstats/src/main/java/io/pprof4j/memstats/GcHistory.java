// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.HashMap;
import java.util.Map;

/**
 * What the newest 256 collections did, in Go's rings. Told by {@link GcNotifications} after each collection, a moment
 * late; what the JVM has already counted and not yet told is shown as one collection, so that the rings and the totals
 * agree. All state is guarded by this object's lock, which is never held while anything else is called.
 */
final class GcHistory {

    private final long[] pauseNs = new long[MemStats.PAUSES];

    private final long[] pauseEnd = new long[MemStats.PAUSES];

    /** Collections so far, by bean; their sum is the number of the newest. */
    private final Map<String, Long> counts = new HashMap<>();

    private long numGC;

    private long numForcedGC;

    private long lastGC;

    /** The pauses up to here are in the rings, or are older than this history. */
    private long accountedNs;

    /** End of the newest pause that a concurrent collector told, in ns since 1970. */
    private long lastPauseEnd;

    /** Pauses of the cycle under way, and the first of them, in ns. */
    private long cyclePauses;

    private long firstPauseNs;

    private long pausesSeenNs;

    /**
     * Begins now.
     *
     * @param counts collections so far of each bean that counts them
     * @param pauseTotalNs pauses so far
     */
    GcHistory(Map<String, Long> counts, long pauseTotalNs) {
        this.counts.putAll(counts);
        numGC = sum();
        accountedNs = pauseTotalNs;
        pausesSeenNs = pauseTotalNs;
    }

    /** A concurrent collector's pause, which a collection still under way has made. */
    synchronized void pause(long endNs, long pauseTotalNs) {
        if (cyclePauses++ == 0) {
            firstPauseNs = pauseTotalNs - pausesSeenNs;
        }
        pausesSeenNs = pauseTotalNs;
        lastPauseEnd = endNs;
    }

    /**
     * A collection that has ended.
     *
     * @param told as told by the JVM
     * @param counted collections that the JVM has counted by now, this one and maybe later ones
     * @param pauseTotalNs all pauses by now
     * @return the same with its number and its pauses
     */
    synchronized GcRecord collection(GcNotice told, long counted, long pauseTotalNs) {
        counts.merge(told.bean(), told.count(), Math::max);
        numGC = sum();
        long share = share(told, Math.max(0, counted - numGC), pauseTotalNs - accountedNs);
        accountedNs += share;
        lastGC = told.endNs();
        numForcedGC += told.isForced() ? 1 : 0;
        int slot = slot(numGC);
        boolean pausedInCycle = !told.stopsTheWorld() && lastPauseEnd >= told.startNs();
        pauseNs[slot] = share;
        pauseEnd[slot] = pausedInCycle ? Math.min(lastPauseEnd, told.endNs()) : told.endNs();
        GcRecord record = new GcRecord(told, numGC, share, cyclePauses == 0 ? share : Math.min(share, firstPauseNs));
        cyclePauses = 0;
        pausesSeenNs = Math.max(pausesSeenNs, accountedNs);
        return record;
    }

    /** Of the pauses not in the rings yet, those of this collection: all, unless later ones have been counted too. */
    private static long share(GcNotice told, long behind, long newNs) {
        if (behind == 0) {
            return Math.max(0, newNs);
        }
        long most = told.stopsTheWorld() ? told.endNs() - told.startNs() : newNs / (behind + 1);
        return Math.max(0, Math.min(newNs, most));
    }

    /**
     * The rings as of now.
     *
     * @param counted collections that the JVM has counted
     * @param pauseTotalNs all pauses
     * @param newestEnd when the newest counted collection ended, in ns since 1970
     */
    synchronized Rings rings(long counted, long pauseTotalNs, long newestEnd) {
        long[] ns = pauseNs.clone();
        long[] end = pauseEnd.clone();
        if (counted > numGC) {
            ns[slot(counted)] = Math.max(0, pauseTotalNs - accountedNs);
            end[slot(counted)] = newestEnd;
        }
        return new Rings(ns, end, numForcedGC, Math.max(lastGC, counted > numGC ? newestEnd : 0));
    }

    /** Whether a collection was counted that has not been told yet. */
    synchronized boolean isBehind(long counted) {
        return counted > numGC;
    }

    private long sum() {
        long sum = 0;
        for (long count : counts.values()) {
            sum += count;
        }
        return sum;
    }

    /** Where in a ring the collection of this number is; the first is 1. */
    static int slot(long number) {
        return (int) Math.floorMod(number - 1, (long) MemStats.PAUSES);
    }

    /**
     * A copy.
     *
     * @param lastGC end of the newest collection in ns since 1970; 0 for none since the history began
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody else has these arrays, and nobody compares
    record Rings(long[] pauseNs, long[] pauseEnd, long numForcedGC, long lastGC) {}
}
