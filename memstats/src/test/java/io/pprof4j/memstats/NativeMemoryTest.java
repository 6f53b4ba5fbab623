// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    @Test
    void categoriesAreInKibibytes() {
        NativeMemory memory = NativeMemory.read("""
                Total: reserved=1651040KB, committed=277860KB

                -                 Java Heap (reserved=204800KB, committed=204800KB)
                                            (mmap: reserved=204800KB, committed=204800KB)

                -                    Thread (reserved=18479KB, committed=739KB)
                                            (threads #18)
                                            (stack: reserved=18432KB, committed=692KB)

                -                        GC (reserved=45118KB, committed=45117KB)

                -    Native Memory Tracking (reserved=295KB, committed=295KB)
                -        Shared class space (reserved=16384KB, committed=13908KB, readonly=0KB)
                """);

        assertThat(memory.gc()).isEqualTo(45_117 * 1024);
        assertThat(memory.threads()).isEqualTo(739 * 1024);
        assertThat(memory.stackReserved()).isEqualTo(18_432 * 1024);
        assertThat(memory.other()).isEqualTo((295 + 13_908) * 1024);
    }

    @Test
    void thereIsNothingWhereItIsOff() {
        assertThat(NativeMemory.read("Native memory tracking is not enabled\n").committed())
                .isEmpty();
    }
}
