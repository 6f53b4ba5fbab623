// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class HotSpotBeansTest {

    @Test
    void runningThreadsAllocateNoMoreThanAll() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long running = HotSpotBeans.runningThreadsBytes(threads);

        assertThat(running).isPositive().isLessThanOrEqualTo(HotSpotBeans.totalAllocatedBytes());
    }

    @Test
    void threadsHaveStacks() {
        assertThat(HotSpotBeans.THREAD_STACK_BYTES).isBetween(128L << 10, 64L << 20);
    }
}
