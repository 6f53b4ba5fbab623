// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.memstats.MemStats;
import io.pprof4j.memstats.MemStats.BySize;
import io.pprof4j.memstats.ObjectCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedObjectsTest {

    @Test
    void countsOfEveryObjectAreExact() {
        ObjectCounts counts = RecordedObjects.sum(List.of(
                new long[] {24, 1, 10, 4}, new long[] {16, 1, 5, 0}, new long[] {24, 1, 1, 1}, new long[] {4096}));

        assertThat(counts)
                .isEqualTo(new ObjectCounts(16, 11, 4096, false, List.of(new BySize(16, 5, 5), new BySize(24, 11, 6))));
    }

    @Test
    void samplesAreScaledAsInTheProfile() {
        ObjectCounts counts = RecordedObjects.sum(List.of(new long[] {1024, 524_288, 3, 1}, new long[] {0}));

        assertThat(counts.estimated()).isTrue();
        assertThat(counts.mallocs()).isEqualTo(1537);
        assertThat(counts.frees()).isEqualTo(1537 - 512);
    }

    @Test
    void neverMoreAreAliveThanWereMade() {
        assertThat(RecordedObjects.sum(List.of(new long[] {1024, 524_288, 1, 16}, new long[] {0}))
                        .frees())
                .isZero();
    }

    @Test
    void whatNobodyFollowsIsNotFreed() {
        ObjectCounts counts = RecordedObjects.sum(List.of(new long[] {32, 1, 7, -1}, new long[] {0}));

        assertThat(counts.mallocs()).isEqualTo(7);
        assertThat(counts.frees()).isZero();
    }

    @Test
    void memStatsFindsIt() {
        assertThat(new RecordedObjects().count().mallocs()).isZero();
        assertThat(MemStats.read().mallocs()).isZero();
    }
}
