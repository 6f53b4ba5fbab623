// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.pprof4j.memstats.MemoryAreas.Area;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ResidentMemoryTest {

    private static final String SMAPS = """
            f3800000-100000000 rw-p 00000000 00:00 0
            Size:             204800 kB
            Rss:                7000 kB
            7f0000000000-7f0000001000 ---p 00000000 00:00 0
            Rss:                   0 kB
            7f0000001000-7f0000101000 rw-p 00000000 00:00 0
            Rss:                  80 kB
            7f0000200000-7f0000300000 rwxp 00000000 00:00 0
            Rss:                 500 kB
            7f0000400000-7f0000500000 r-xp 00000000 08:01 123                        /usr/lib/libc.so.6
            Rss:                  30 kB
            7f0000600000-7f0000700000 rw-p 00000000 00:00 0                          [heap]
            Rss:                 600 kB
            7ffd00000000-7ffd00100000 rw-p 00000000 00:00 0                          [stack]
            Rss:                  20 kB
            """;

    private static final MemoryAreas AREAS = new MemoryAreas(
            List.of(new Area(0xf3800000L, 0x100000000L)), List.of(new Area(0x7f0000200000L, 0x7f0000280000L)));

    @Test
    void everyMappingIsCountedOnce() {
        assertThat(Mappings.parse(SMAPS, AREAS))
                .isEqualTo(new Mappings(8230 << 10, 7000 << 10, 500 << 10, 100 << 10, 30 << 10, 600 << 10));
    }

    @Test
    void theRestIsDividedAsCommitted() {
        ResidentMemory memory = ResidentMemory.assemble(Mappings.parse(SMAPS, AREAS), 300 << 10, 200 << 10, 60 << 10);

        assertThat(memory.metaspace()).isEqualTo(300 << 10);
        assertThat(memory.gc()).isEqualTo(200 << 10);
        assertThat(memory.direct()).isEqualTo(60 << 10);
        assertThat(memory.other()).isEqualTo(40 << 10);
        assertThat(sum(memory)).isEqualTo(memory.rss());
    }

    @Test
    void noPartIsNegative() {
        ResidentMemory memory = ResidentMemory.assemble(Mappings.parse(SMAPS, AREAS), 500 << 10, 900 << 10, 60 << 10);

        assertThat(memory.gc()).isEqualTo(40 << 10);
        assertThat(memory.other()).isZero();
        assertThat(sum(memory)).isEqualTo(memory.rss());
    }

    @Test
    void areasAreReadInAllForms() {
        assertThat(MemoryAreas.areas("""
                         total 204800K, used 4224K [0x00000000f3800000, 0x0000000100000000)
                          eden space 51712K, 12% used [0x00000000fbd80000,0x00000000fc38fb00,0x00000000ff000000)
                         bounds [0x00007f2258ec7000, 0x00007f2259137000, 0x00007f2260400000]
                        """))
                .containsExactly(
                        new Area(0xf3800000L, 0x100000000L),
                        new Area(0xfbd80000L, 0xff000000L),
                        new Area(0x7f2258ec7000L, 0x7f2260400000L));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thePartsAreThisProcess() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8 << 20);
        ResidentMemory memory = MemStats.rss();
        long pages =
                Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]);

        assertThat(sum(memory)).isEqualTo(memory.rss());
        assertThat(memory.rss()).isCloseTo(pages * 4096, withPercentage(5));
        assertThat(memory.heap()).isPositive();
        assertThat(memory.code()).isPositive();
        assertThat(memory.threads()).isPositive();
        assertThat(memory.direct()).isGreaterThanOrEqualTo(buffer.capacity());
    }

    private static long sum(ResidentMemory memory) {
        return memory.heap()
                + memory.metaspace()
                + memory.code()
                + memory.threads()
                + memory.gc()
                + memory.direct()
                + memory.mapped()
                + memory.other();
    }
}
