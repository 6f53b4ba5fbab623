// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.recorder.RecorderLink;
import java.util.List;

/** What a test method has allocated so far, for itself to ask. */
final class OwnAllocations {
    private static final Counts NOTHING = new Counts(List.of(), 0, 0, 0);

    private volatile Object tally;
    private volatile StackCut cut;

    /** Counts that go on while {@link #count} does, and are zero before. */
    Allocations allocations() {
        return Allocations.live(this::now);
    }

    /** Counts what this thread allocates in the code; the agent is there. */
    <X extends Throwable> void count(MeasuredCode<X> code, StackCut measured) throws X {
        cut = measured;
        tally = RecorderLink.beginTally(new Thread[] {Thread.currentThread()}, false);
        try {
            MeasuredRun.call(code);
        } finally {
            RecorderLink.endTally(tally);
        }
    }

    private Counts now() {
        return tally == null ? NOTHING : Counts.allocated(RecorderLink.readTally(tally), cut);
    }
}
