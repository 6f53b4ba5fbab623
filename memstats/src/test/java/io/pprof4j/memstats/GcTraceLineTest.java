// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcTraceLineTest {

    private static final long MS = 1_000_000;

    private static final long MB = 1 << 20;

    private static final GcTraceLine.State STATE =
            new GcTraceLine.State(1_000 * MS, 0.056, 25 * MB, 17 * MB, 3 * MB, 2, 1);

    @Test
    void stopTheWorldCollectionIsOnePause() {
        GcNotice told =
                new GcNotice("G1 Young Generation", 9, "G1 Evacuation Pause", 1_413 * MS, 1_416 * MS, 24 * MB, 7 * MB);

        assertThat(GcTraceLine.now(new GcRecord(told, 18, 2_345_678, 2_345_678), STATE))
                .isEqualTo("gc 18 @0.413s 5%: 2.3+0+0 ms clock, 4.6+0/0/0+0 ms cpu, 24->24->7 MB, 25 MB goal,"
                        + " 17 MB stacks, 3 MB globals, 2 P (G1 Evacuation Pause)\n");
    }

    @Test
    void concurrentCycleHasTwoPartsThatStop() {
        GcNotice told = new GcNotice("ZGC Cycles", 9, "System.gc()", 62_000 * MS, 62_030 * MS, 24 * MB, 7 * MB);

        assertThat(GcTraceLine.now(new GcRecord(told, 18, 150_000, 18_000), STATE))
                .isEqualTo("gc 18 @61.000s 5%: 0.018+29+0.13 ms clock, 0.036+0/29/0+0.26 ms cpu, 24->24->7 MB,"
                        + " 25 MB goal, 17 MB stacks, 3 MB globals, 2 P (forced)\n");
    }

    @Test
    void formOf2014HasObjects() {
        GcNotice told = new GcNotice("Copy", 9, "Allocation Failure", 1_413 * MS, 1_416 * MS, 10 * MB, 3 * MB);
        ObjectCounts objects = new ObjectCounts(593_983, 485_368, 0, true, List.of());

        assertThat(GcTraceLine.of2014(new GcRecord(told, 9, 744_000, 744_000), 2 * MB, objects, 2))
                .isEqualTo("gc9(2): 0+0+744+0 us, 2 -> 10 MB, 108615 (593983-485368) objects, 0/0/0 sweeps,"
                        + " 0(0) handoff, 0(0) steal, 0/0/0 yields (Allocation Failure)\n");
    }

    /** What Go prints for the same durations. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999, 0",
        "1000, 0.001",
        "18000, 0.018",
        "540999, 0.54",
        "1230000, 1.2",
        "9999999, 9.9",
        "10000000, 10",
        "123456789, 123",
    })
    void durationsAreGos(long nanos, String millis) {
        assertThat(GcTraceLine.millis(new StringBuilder(), nanos)).hasToString(millis);
    }
}
