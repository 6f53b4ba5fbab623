// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.recorder.RecorderSnapshot;
import java.util.ArrayList;
import java.util.List;

/** What a reader of a profile must know to trust its numbers, one line each; none when there is nothing to say. */
final class Caveats {

    private static final String EXPLICIT_GC = "is -XX:+DisableExplicitGC set?";

    private Caveats() {}

    /** @param collectionFailed whether a collection was asked for and none was seen */
    static List<String> of(RecorderSnapshot snapshot, boolean collectionFailed) {
        List<String> caveats = new ArrayList<>();
        if (!snapshot.active()) {
            caveats.add("recorder inactive: start the JVM with -javaagent:pprof4j.jar or call Tracer.install()"
                    + (snapshot.sites().isEmpty() ? "" : "; this is what was recorded before it was stopped"));
        }
        if (snapshot.inuseFollowed()) {
            inuse(caveats, snapshot, collectionFailed);
        } else if (!snapshot.sites().isEmpty()) {
            counted(caveats, snapshot);
        }
        if (snapshot.skippedClasses() > 0) {
            caveats.add("skipped classes: " + snapshot.skippedClasses()
                    + " could not be instrumented; what their code allocates is missing");
        }
        if (snapshot.instrumenting()) {
            caveats.add("instrumentation under way: what code allocated that was loaded before the agent"
                    + " and had not had its turn yet is missing");
        }
        if (snapshot.skippedMethods() > 0) {
            caveats.add(
                    "skipped methods: " + snapshot.skippedMethods()
                            + " would have grown too large for the JVM or its compiler; what they allocate themselves is missing");
        }
        return caveats;
    }

    private static void counted(List<String> caveats, RecorderSnapshot snapshot) {
        caveats.add("in-use is unknown, not zero: every allocation was counted at its site, and no object followed"
                + " (alloccount=1)");
        if (snapshot.untracked() > 0) {
            caveats.add("uncounted: " + snapshot.untracked() + " allocations, since counting them failed");
        }
    }

    private static void inuse(List<String> caveats, RecorderSnapshot snapshot, boolean collectionFailed) {
        collections(caveats, snapshot, collectionFailed);
        if (snapshot.untracked() > 0) {
            caveats.add("untracked: " + snapshot.untracked()
                    + " recorded objects could not be followed; in-use counts them as dead");
        }
        if (snapshot.liveScale() > 1) {
            caveats.add("in-use is an estimate from one in " + snapshot.liveScale()
                    + " recorded objects: more were alive than the recorder can follow");
        }
    }

    private static void collections(List<String> caveats, RecorderSnapshot snapshot, boolean collectionFailed) {
        boolean none = snapshot.collections() == 0 && !snapshot.sites().isEmpty();
        if (none) {
            caveats.add("in-use lists everything recorded that is still reachable as of now: no collection yet"
                    + (collectionFailed ? "; " + EXPLICIT_GC : ""));
        } else if (collectionFailed) {
            caveats.add("no collection: in-use is as of the last one; " + EXPLICIT_GC);
        }
    }
}
