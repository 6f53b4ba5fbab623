// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaveatsTest {

    private static final String NO_COLLECTION =
            "in-use lists everything recorded that is still reachable as of now: no collection yet";

    private static RecorderSnapshot snapshot(boolean active, long collections, SiteCounts... sites) {
        return new RecorderSnapshot(active, 1, collections, 1, 0, 0, 0, 0, List.of(sites));
    }

    @Test
    void noneWhenAllIsWell() {
        assertThat(Caveats.of(snapshot(true, 1, Readings.LIVE), false)).isEmpty();
        assertThat(Caveats.of(snapshot(true, 0), false)).isEmpty();
    }

    @Test
    void tellsAnAbsentRecorderFromAStoppedOne() {
        assertThat(Caveats.of(RecorderSnapshot.inactive(), false))
                .containsExactly(
                        "recorder inactive: start the JVM with -javaagent:pprof4j.jar or call Tracer.install()");
        assertThat(Caveats.of(snapshot(false, 1, Readings.LIVE), false))
                .containsExactly("recorder inactive: start the JVM with -javaagent:pprof4j.jar or call"
                        + " Tracer.install(); this is what was recorded before it was stopped");
    }

    @Test
    void tellsThatThereWasNoCollection() {
        assertThat(Caveats.of(snapshot(true, 0, Readings.LIVE), false)).containsExactly(NO_COLLECTION);
        assertThat(Caveats.of(snapshot(true, 0, Readings.LIVE), true))
                .containsExactly(NO_COLLECTION + "; is -XX:+DisableExplicitGC set?");
        assertThat(Caveats.of(snapshot(true, 2, Readings.LIVE), true))
                .containsExactly("no collection: in-use is as of the last one; is -XX:+DisableExplicitGC set?");
    }

    @Test
    void tellsWhatTheRecorderCouldNotDo() {
        assertThat(Caveats.of(new RecorderSnapshot(true, 1, 1, 4, 5, 0, 0, 6, List.of()), false))
                .containsExactly(
                        "untracked: 5 recorded objects could not be followed; in-use counts them as dead",
                        "in-use is an estimate from one in 4 recorded objects: more were alive than the recorder can"
                                + " follow",
                        "skipped classes: 6 could not be instrumented; what their code allocates is missing");
    }

    @Test
    void tellsThatCountingKnowsNothingOfInUse() {
        String unknown = "in-use is unknown, not zero: every allocation was counted at its site, and no object followed"
                + " (alloccount=1)";
        assertThat(Caveats.of(Readings.counted(0, Readings.COUNTED), false)).containsExactly(unknown);
        assertThat(Caveats.of(Readings.counted(3, Readings.COUNTED), false))
                .containsExactly(unknown, "uncounted: 3 allocations, since counting them failed");
        assertThat(Caveats.of(Readings.counted(0), false)).isEmpty();
    }

    @Test
    void tellsWhatIsNotInstrumented() {
        assertThat(Caveats.of(new RecorderSnapshot(true, 1, 1, 1, 0, 0, 0, 0, 2, true, true, List.of()), false))
                .containsExactly(
                        "instrumentation under way: what code allocated that was loaded before the agent and had not"
                                + " had its turn yet is missing",
                        "skipped methods: 2 would have grown too large for the JVM or its compiler; what they allocate"
                                + " themselves is missing");
    }
}
