// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.memstats.MemStats;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one profile is made from, read at one time.
 *
 * @param stats read before the snapshot, so that making the profile does not show in them; empty in a runtime image
 *     without module java.management
 * @param snapshot what the recorder knows
 * @param buckets the snapshot's sites, merged
 */
record HeapReading(Optional<MemStats> stats, RecorderSnapshot snapshot, List<SiteCounts> buckets) {

    static HeapReading of(Optional<MemStats> stats, RecorderSnapshot snapshot) {
        return new HeapReading(stats, snapshot, Buckets.merge(snapshot.sites()));
    }

    /** Reads now. The caller keeps the recorder quiet. */
    static HeapReading now() {
        Optional<MemStats> stats = readStats();
        return of(stats, RecorderLink.snapshot());
    }

    Coverage coverage() {
        return Coverage.of(snapshot);
    }

    private static Optional<MemStats> readStats() {
        try {
            return Optional.of(MemStats.read());
        } catch (LinkageError noManagementModule) {
            return Optional.empty();
        }
    }
}
