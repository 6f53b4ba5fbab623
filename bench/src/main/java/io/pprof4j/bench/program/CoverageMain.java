// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.bench.Readings;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;

/** Runs one program under the agent and prints what of its operations was recorded and what the JVM allocated. */
public final class CoverageMain {
    private CoverageMain() {}

    /** Arguments: the program's name, seconds of warm-up, seconds of measurement. */
    public static void main(String[] arguments) throws Exception {
        Program program = Programs.open(arguments[0]);
        ProgramMain.operations(program, ProgramMain.nanos(arguments[1]));

        RecorderSnapshot before = snapshot();
        long operations = ProgramMain.operations(program, ProgramMain.nanos(arguments[2]));
        RecorderSnapshot after = snapshot();

        System.out.println(new Readings()
                .with("operations", operations)
                .with("recordedBytes", Math.round(recordedBytes(after) - recordedBytes(before)))
                .with("allocatedBytes", after.jvmBytes() - before.jvmBytes())
                .with("ownBytes", after.ownBytes() - before.ownBytes())
                .line());
    }

    /** The recorder takes what the snapshot costs as pprof4j's own. */
    static RecorderSnapshot snapshot() {
        long[] entered = RecorderLink.enter();
        try {
            return RecorderLink.snapshot();
        } finally {
            RecorderLink.leave(entered);
        }
    }

    private static double recordedBytes(RecorderSnapshot snapshot) {
        double bytes = 0;
        for (SiteCounts site : snapshot.sites()) {
            double share = site.rate() <= 1 ? 1 : -Math.expm1(-(double) site.sizeBytes() / site.rate());
            bytes += site.allocBytes() / share; // arrays of a counted site differ in size
        }
        return bytes;
    }
}
