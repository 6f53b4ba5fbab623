// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GcHistoryTest {

    private static final long MS = 1_000_000;

    private final GcHistory history = new GcHistory(Map.of("Copy", 10L, "MarkSweepCompact", 2L), 500);

    @Test
    void aCollectionsPauseIsWhatTheTotalHasGrownBy() {
        GcRecord record = history.collection(young(11, 100 * MS, 102 * MS), 13, 500 + 1_234_567);

        assertThat(record.number()).isEqualTo(13);
        assertThat(record.pauseNs()).isEqualTo(1_234_567);
        GcHistory.Rings rings = history.rings(13, 500 + 1_234_567, 0);
        assertThat(rings.pauseNs()[12]).isEqualTo(1_234_567);
        assertThat(rings.pauseEnd()[12]).isEqualTo(102 * MS);
        assertThat(rings.lastGC()).isEqualTo(102 * MS);
    }

    @Test
    void oldPausesAreNotInTheRings() {
        assertThat(history.rings(12, 500, 0).pauseNs()).containsOnly(0);
    }

    @Test
    void theRingsTurnAfter256() {
        long total = 500;
        for (int i = 11; i <= 300; i++) {
            total += i;
            history.collection(young(i, i * MS, i * MS), i + 2, total);
        }

        long[] pauses = history.rings(302, total, 0).pauseNs();
        assertThat(pauses[(302 + 255) % 256]).isEqualTo(300);
        assertThat(pauses[(301 + 255) % 256]).isEqualTo(299);
        assertThat(Arrays.stream(pauses).min()).hasValue(45);
    }

    @Test
    void whatIsCountedAndNotYetToldIsShown() {
        GcHistory.Rings rings = history.rings(13, 700, 9 * MS);

        assertThat(rings.pauseNs()[12]).isEqualTo(200);
        assertThat(rings.pauseEnd()[12]).isEqualTo(9 * MS);
        assertThat(rings.lastGC()).isEqualTo(9 * MS);
    }

    @Test
    void whenSeveralAreToldLateTheirSumIsRight() {
        long total = 500 + 7 * MS;
        GcRecord first = history.collection(young(11, 100 * MS, 102 * MS), 14, total);
        GcRecord second = history.collection(young(12, 200 * MS, 205 * MS), 14, total);

        assertThat(first.pauseNs()).isEqualTo(2 * MS);
        assertThat(second.pauseNs()).isEqualTo(5 * MS);
    }

    @Test
    void pausesOfAConcurrentCycleAreAdded() {
        GcHistory zgc = new GcHistory(Map.of("ZGC Cycles", 4L), 0);
        zgc.pause(10 * MS, 100);
        zgc.pause(20 * MS, 300);
        GcRecord record =
                zgc.collection(new GcNotice("ZGC Cycles", 5, "Allocation Rate", 9 * MS, 30 * MS, 0, 0), 5, 300);

        assertThat(record.pauseNs()).isEqualTo(300);
        assertThat(record.firstPauseNs()).isEqualTo(100);
        assertThat(zgc.rings(5, 300, 0).pauseEnd()[4]).isEqualTo(20 * MS);
    }

    @Test
    void onlyWhatSomebodyAskedForIsForced() {
        history.collection(young(11, 1, 2), 13, 600);
        history.collection(new GcNotice("MarkSweepCompact", 3, "System.gc()", 3, 4, 0, 0), 14, 700);

        assertThat(history.rings(14, 700, 0).numForcedGC()).isEqualTo(1);
    }

    private static GcNotice young(long count, long startNs, long endNs) {
        return new GcNotice("Copy", count, "Allocation Failure", startNs, endNs, 0, 0);
    }
}
