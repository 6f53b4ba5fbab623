// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.bench.Readings;
import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.Recording;

/**
 * Runs one operation of a program under the agent and beside it under Flight Recorder, and prints the recorded bytes by
 * type. To be run with {@link #JVM_OPTION}: without buffers for threads, each allocation is one outside of them, which is
 * an event. Far too slow for anything else.
 */
public final class GapsMain {
    public static final String JVM_OPTION = "-XX:-UseTLAB";
    public static final String EVENT = "jdk.ObjectAllocationOutsideTLAB";

    /** Beside the types: when the operation began and ended, in milliseconds; Flight Recorder itself allocates before and after. */
    public static final String BEGAN = "beganMillis";

    public static final String ENDED = "endedMillis";

    private GapsMain() {}

    /** Arguments: the program's name, the file for Flight Recorder's events. */
    public static void main(String[] arguments) throws Exception {
        Program program = Programs.open(arguments[0]);
        program.operation();

        RecorderSnapshot before;
        RecorderSnapshot after;
        long began;
        long ended;
        try (Recording recording = new Recording()) {
            recording.enable(EVENT).withStackTrace();
            recording.start();
            before = CoverageMain.snapshot();
            began = System.currentTimeMillis();
            program.operation();
            ended = System.currentTimeMillis();
            after = CoverageMain.snapshot();
            recording.stop();
            recording.dump(Path.of(arguments[1]));
        }
        Map<String, Long> recorded = new HashMap<>();
        add(recorded, after, 1);
        add(recorded, before, -1);
        Readings readings = new Readings();
        recorded.forEach(readings::with);
        readings.with(BEGAN, began).with(ENDED, ended);
        System.out.println(readings.line());
    }

    private static void add(Map<String, Long> bytes, RecorderSnapshot snapshot, int sign) {
        for (SiteCounts site : snapshot.sites()) {
            bytes.merge(site.type(), sign * site.allocBytes(), Long::sum);
        }
    }
}
