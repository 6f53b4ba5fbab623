// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.List;

/**
 * A consistent copy of what the recorder knows, taken at one instant. Immutable.
 *
 * @param active whether allocations are being recorded now; false when no agent was ever installed
 * @param rate the current memory profile rate: mean bytes between samples; 1 is every allocation, 0 is off
 * @param collections collections seen since the recorder started; 0 means that in-use still lists all that is reachable
 * @param liveScale how many recorded objects one tracked object stands for; 1 unless the live table overflowed
 * @param untracked recorded objects whose life could not be followed (see ARCHITECTURE.md); counted as dead. If nothing
 *     is followed, objects that could not even be counted
 * @param jvmBytes what the JVM has allocated on all threads since recording began, in bytes; -1 if unknown
 * @param ownBytes what of these pprof4j itself allocated
 * @param skippedClasses classes that could not be instrumented
 * @param skippedMethods methods of other classes that were left alone because they would have grown too large
 * @param instrumenting whether classes that were loaded before the tracer are still waiting to be instrumented
 * @param inuseFollowed whether the sites tell what is in use; not if allocations are only counted
 * @param sites one element for each bucket, in no particular order
 */
public record RecorderSnapshot(
        boolean active,
        long rate,
        long collections,
        int liveScale,
        long untracked,
        long jvmBytes,
        long ownBytes,
        long skippedClasses,
        long skippedMethods,
        boolean instrumenting,
        boolean inuseFollowed,
        List<SiteCounts> sites) {
    public RecorderSnapshot {
        sites = List.copyOf(sites);
    }

    /** Of classes that are all instrumented, without skipped methods, with what is in use. */
    public RecorderSnapshot(
            boolean active,
            long rate,
            long collections,
            int liveScale,
            long untracked,
            long jvmBytes,
            long ownBytes,
            long skippedClasses,
            List<SiteCounts> sites) {
        this(
                active,
                rate,
                collections,
                liveScale,
                untracked,
                jvmBytes,
                ownBytes,
                skippedClasses,
                0,
                false,
                true,
                sites);
    }

    /** The snapshot of a JVM in which no recorder was ever started. */
    public static RecorderSnapshot inactive() {
        return new RecorderSnapshot(false, 0, 0, 1, 0, -1, 0, 0, List.of());
    }
}
