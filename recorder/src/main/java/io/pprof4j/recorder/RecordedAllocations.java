// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.List;

/** Everything that is known about the allocations since the recorder started, in whichever form they are recorded. */
sealed interface RecordedAllocations permits Recording, Counting {
    /** The last step of the start: what was allocated until now is nobody's. */
    void begin();

    /** The last step of the end: nothing is recorded any more, but the counts stay. */
    void end();

    /** Mean bytes between samples. */
    long rate();

    OwnBytes ownBytes();

    /** An allocation could not be recorded. */
    void lost();

    /** Collections so far; -1 if nothing was recorded yet, or nothing alive is followed. */
    long collections();

    RecorderSnapshot snapshot(boolean active, long skippedClasses);

    /** See {@link Recorder#sizes}. */
    List<long[]> sizes();
}
