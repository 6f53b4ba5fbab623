// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

import io.pprof4j.memstats.CollectorBeans.Bean;
import io.pprof4j.memstats.HotSpotBeans.Collection;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorBeansTest {

    private static final long START_MILLIS = 1_700_000_000_000L;

    private static final long UPTIME_MILLIS = 10_000;

    @ParameterizedTest
    @CsvSource({
        "Copy, true, true",
        "MarkSweepCompact, true, true",
        "PS Scavenge, true, true",
        "PS MarkSweep, true, true",
        "G1 Young Generation, true, true",
        "G1 Old Generation, true, true",
        "G1 Concurrent GC, false, false",
        "ZGC Cycles, false, true",
        "ZGC Pauses, true, false",
        "ZGC Minor Cycles, false, true",
        "ZGC Minor Pauses, true, false",
        "ZGC Major Cycles, false, true",
        "ZGC Major Pauses, true, false",
        "Shenandoah Cycles, false, true",
        "Shenandoah Pauses, true, false",
        "Epsilon Heap, false, false",
        "Someone's Cycles, false, false",
    })
    void beansAreToldApartByName(String bean, boolean pause, boolean cycle) {
        assertThat(CollectorBeans.isPause(bean)).isEqualTo(pause);
        assertThat(CollectorBeans.isCycle(bean)).isEqualTo(cycle);
    }

    @Test
    void everyCollectorOfThisJvmIsKnown() {
        assertThat(ManagementFactory.getGarbageCollectorMXBeans())
                .extracting(GarbageCollectorMXBean::getName)
                .anyMatch(CollectorBeans::isPause)
                .anyMatch(CollectorBeans::isCycle);
    }

    @Test
    void stopTheWorldBeansAreAdded() {
        CollectorBeans g1 = sum(
                bean("G1 Young Generation", 300, 40, new Collection(300, 3, 5_000)),
                bean("G1 Concurrent GC", 8, 1_000, new Collection(8, 500, 9_000)),
                bean("G1 Old Generation", 2, 60, new Collection(2, 30, 4_000)));

        assertThat(g1.numGC()).isEqualTo(302);
        assertThat(g1.pauseTotalNs()).isEqualTo(100_000_000);
        assertThat(g1.pausedFraction()).isEqualTo(0.01);
        assertThat(g1.lastGC()).isEqualTo(1_700_000_005_000_000_000L);
        assertThat(g1.pauseNs()).hasSize(256).contains(3_000_000L, atIndex(45));
        assertThat(g1.pauseEnd()).contains(g1.lastGC(), atIndex(45));
    }

    @Test
    void cyclesAreNotPauses() {
        CollectorBeans zgc = sum(
                bean("ZGC Cycles", 5, 2_000, new Collection(5, 400, 7_000)),
                bean("ZGC Pauses", 15, 4, new Collection(15, 1, 6_999)));

        assertThat(zgc.numGC()).isEqualTo(5);
        assertThat(zgc.pauseTotalNs()).isEqualTo(4_000_000);
        assertThat(zgc.pauseNs()[4]).isEqualTo(1_000_000);
        assertThat(zgc.pauseEnd()[4]).isEqualTo(1_700_000_006_999_000_000L);
    }

    @Test
    void pauseOfAnUnfinishedCycleIsNotInTheRing() {
        CollectorBeans zgc = sum(
                bean("ZGC Cycles", 5, 2_000, new Collection(5, 400, 7_000)),
                bean("ZGC Pauses", 16, 4, new Collection(16, 1, 7_100)));

        assertThat(zgc.pauseEnd()).containsOnly(0);
    }

    @Test
    void nothingIsKnownBeforeTheFirstCollection() {
        CollectorBeans none = sum(new Bean("Copy", 0, 0, Optional.empty()));

        assertThat(none).isEqualTo(new CollectorBeans(0, 0, 0, 0, 0, 0));
        assertThat(none.pauseNs()).containsOnly(0);
    }

    private static CollectorBeans sum(Bean... beans) {
        return CollectorBeans.sum(List.of(beans), START_MILLIS, UPTIME_MILLIS);
    }

    private static Bean bean(String name, long count, long totalMillis, Collection last) {
        return new Bean(name, count, totalMillis, Optional.of(last));
    }
}
