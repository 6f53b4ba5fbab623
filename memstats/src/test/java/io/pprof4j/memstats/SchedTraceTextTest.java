// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedTraceTextTest {

    private static final SchedReading READING = new SchedReading(1004, 2, 1, 2_500_000_000L, 11, 4, 3, 2, 1, 2, 1);

    @Test
    void queuesAddUpToTheRunQueue() {
        assertThat(SchedTraceText.line(READING))
                .isEqualTo("SCHED 1004ms: gomaxprocs=2 idleprocs=1 threads=11 idlethreads=4 runqueue=6 [3 2 1]\n");
    }

    @Test
    void detailHasEveryProcessorAndThread() {
        long id = Thread.currentThread().getId();
        ThreadInfo self = ManagementFactory.getThreadMXBean().getThreadInfo(id);

        assertThat(SchedTraceText.detail(READING, List.of(self)))
                .isEqualTo("SCHED 1004ms: gomaxprocs=2 idleprocs=1 threads=11 idlethreads=4 runqueue=6 gcwaiting=0"
                        + " nmidlelocked=0 stopwait=0 sysmonwait=0 carriers=2 mounted=1 cputime=2500ms\n"
                        + "  P0: status=1 schedtick=0 syscalltick=0 m=-1 runqsize=0 gfreecnt=0 timerslen=0\n"
                        + "  P1: status=0 schedtick=0 syscalltick=0 m=-1 runqsize=0 gfreecnt=0 timerslen=0\n"
                        + "  M" + id + ": p=-1 curg=" + id + " mallocing=0 throwing=0 preemptoff= locks=0 dying=0"
                        + " spinning=false blocked=false lockedg=" + id + "\n"
                        + "  G" + id + ": status=2() m=" + id + " lockedm=" + id + " \"main\"\n");
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 1000, 2", "2, 1600000000, 1000, 0", "2, 700000000, 1000, 1", "2, 9000000000, 1000, 0"})
    void processorsThatTheProcessDoesNotUseAreIdle(int processors, long cpuNanos, long millis, int idle) {
        assertThat(SchedReading.idle(processors, cpuNanos, millis)).isEqualTo(idle);
    }
}
