// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.runtime.KernelThreads.Used;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuUseTest {

    @ParameterizedTest
    @CsvSource({
        "GC Thread#0, 7, 0, 0, 0",
        "G1 Conc#0, 7, 0, 0, 0",
        "ZWorkerYoung#0, 7, 0, 0, 0",
        "C2 CompilerThre, 0, 7, 0, 0",
        "VM Thread, 0, 0, 7, 0",
        "main, 0, 0, 0, 7"
    })
    void threadsAreKnownByTheirNames(String name, long gc, long jit, long system, long java) {
        assertThat(CpuUse.of(name, 7)).isEqualTo(new CpuUse(gc, jit, system, java));
    }

    @Test
    void sinceAnEarlierReadingThreadsCountTheDifference() {
        KernelThreads earlier = new KernelThreads(
                Map.of("1", new Used("main", 100), "2", new Used("GC Thread#0", 40), "3", new Used("ended", 1000)));
        KernelThreads later = new KernelThreads(
                Map.of("1", new Used("main", 160), "2", new Used("GC Thread#0", 45), "4", new Used("started", 7)));
        assertThat(later.since(earlier)).isEqualTo(new CpuUse(5, 0, 0, 67));
    }

    @Test
    void onLinuxThisThreadIsAmongThem() {
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        assertThat(KernelThreads.read().byId().isEmpty()).isEqualTo(!linux);
    }
}
