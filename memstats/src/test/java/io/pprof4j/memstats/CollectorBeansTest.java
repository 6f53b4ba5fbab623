// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

import io.pprof4j.memstats.HotSpotBeans.Collection;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorBeansTest {

    private static final long START_MILLIS = 1_700_000_000_000L;

    private static final long END = 1_700_000_005_000_000_000L;

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
    void newestCollectionOfAllBeansCounts() {
        CollectorBeans.Newest g1 = CollectorBeans.newest(
                List.of(new Collection(300, 3, 5_000), new Collection(2, 30, 4_000)),
                List.of(new Collection(300, 3, 5_000), new Collection(2, 30, 4_000)),
                START_MILLIS);

        assertThat(g1).isEqualTo(new CollectorBeans.Newest(END, 3_000_000, END));
    }

    @Test
    void pauseOfAnUnfinishedCycleIsNotTheNewest() {
        CollectorBeans.Newest zgc = CollectorBeans.newest(
                List.of(new Collection(5, 400, 5_000)), List.of(new Collection(16, 1, 5_100)), START_MILLIS);

        assertThat(zgc).isEqualTo(new CollectorBeans.Newest(END, 0, 0));
    }

    @Test
    void nothingIsKnownBeforeTheFirstCollection() {
        assertThat(CollectorBeans.newest(List.of(), List.of(), START_MILLIS))
                .isEqualTo(new CollectorBeans.Newest(0, 0, 0));
    }

    @Test
    void withoutTrackingOnlyTheNewestPauseIsInTheRings() {
        GcReading reading = GcReading.untracked(300, 7, new CollectorBeans.Newest(END, 3_000_000, END), 0.5);

        assertThat(reading.pauseNs()).hasSize(256).contains(3_000_000L, atIndex(43));
        assertThat(reading.pauseEnd()).contains(END, atIndex(43));
        assertThat(Arrays.stream(reading.pauseNs()).sum()).isEqualTo(3_000_000);
    }
}
