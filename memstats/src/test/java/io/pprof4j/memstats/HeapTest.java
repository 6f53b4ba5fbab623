// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HeapTest {

    private static final long MIB = 1 << 20;

    @Test
    @EnabledOnOs(OS.LINUX)
    void residentMemoryFalls() {
        long touched = touch(200);
        long before = MemStats.rss().rss();
        Heap.freeOSMemory();

        assertThat(touched).isEqualTo(200 * MIB);
        assertThat(MemStats.rss().rss()).isLessThan(before - 100 * MIB);
    }

    @Test
    void theRatiosAreAsBefore() {
        long least = HotSpotBeans.flag("MinHeapFreeRatio");
        long most = HotSpotBeans.flag("MaxHeapFreeRatio");
        Heap.freeOSMemory();

        assertThat(HotSpotBeans.flag("MinHeapFreeRatio")).isEqualTo(least);
        assertThat(HotSpotBeans.flag("MaxHeapFreeRatio")).isEqualTo(most).isNotEqualTo(0);
    }

    private static long touch(int mebibytes) {
        byte[][] blocks = new byte[mebibytes][];
        long bytes = 0;
        for (int i = 0; i < mebibytes; i++) {
            blocks[i] = new byte[(int) MIB];
            bytes += blocks[i].length;
        }
        return bytes;
    }
}
