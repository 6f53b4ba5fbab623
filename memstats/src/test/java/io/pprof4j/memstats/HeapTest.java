// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HeapTest {

    private static final long MIB = 1 << 20;

    @Test
    @EnabledOnOs(OS.LINUX)
    void residentMemoryFalls() throws InterruptedException {
        long touched = touch(200);
        long before = MemStats.rss().rss();
        Heap.freeOSMemory();

        assertThat(touched).isEqualTo(200 * MIB);
        assertThat(fallsBelow(before - 100 * MIB)).isTrue();
    }

    @Test
    void theRatiosAreAsBefore() {
        long least = HotSpotBeans.flag("MinHeapFreeRatio");
        long most = HotSpotBeans.flag("MaxHeapFreeRatio");
        Heap.freeOSMemory();

        assertThat(HotSpotBeans.flag("MinHeapFreeRatio")).isEqualTo(least);
        assertThat(HotSpotBeans.flag("MaxHeapFreeRatio")).isEqualTo(most).isNotEqualTo(0);
    }

    /** G1 gives memory back on a thread of its own. */
    private static boolean fallsBelow(long bytes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (MemStats.rss().rss() >= bytes && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        return MemStats.rss().rss() < bytes;
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
