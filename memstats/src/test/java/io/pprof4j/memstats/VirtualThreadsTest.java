// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class VirtualThreadsTest {

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void nothingIsToldBeforeJdk24() {
        assertThat(VirtualThreads.queued()).isZero();
        assertThat(VirtualThreads.carriers()).isZero();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void carriersAreTheJdksOwn() throws Exception {
        Thread thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable) () -> {});
        thread.join();

        assertThat(VirtualThreads.carriers()).isPositive();
        assertThat(VirtualThreads.mounted()).isNotNegative();
    }
}
