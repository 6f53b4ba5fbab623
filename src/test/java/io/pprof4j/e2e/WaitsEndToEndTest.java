// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waits of known length, and threads of a known creator, under the agent. */
class WaitsEndToEndTest {
    private static final String STARTS = "WaitsProgram.startPlatform";

    @TempDir
    Path folder;

    @Test
    void elevenWaitsOfPlatformAndVirtualThreadsReadAsLongAsTheyTook() throws Exception {
        boolean virtual = Runtime.version().feature() >= 21;
        try (ServedProgram program = new ServedProgram(folder, "blockprofilerate=1", WaitsProgram.class)) {
            program.act("waited", 1);
            Measured block = program.profile("block");
            for (String kind : List.of("platformLock", "platformQueue", "virtualLock", "virtualQueue")) {
                if (virtual || kind.startsWith("platform")) {
                    check(block, kind, measured(program, kind));
                }
            }
            assertThat(block.profile().comments()).isEmpty();
        }
    }

    private static void check(Measured block, String kind, long measured) {
        long least = WaitsProgram.WAITS * WaitsProgram.MILLIS * 1_000_000;
        assertThat(block.cumulative("WaitsProgram." + kind, "contentions"))
                .as(kind)
                .isBetween((long) WaitsProgram.WAITS, 2L * WaitsProgram.WAITS);
        assertThat(block.cumulative("WaitsProgram." + kind, "delay")).as(kind).isBetween(least / 10 * 9, measured);
    }

    private static long measured(ServedProgram program, String kind) throws Exception {
        return program.out()
                .lines()
                .filter(line -> line.startsWith(kind + " "))
                .mapToLong(line -> Long.parseLong(line.substring(kind.length() + 1)))
                .sum();
    }

    @Test
    void whoHoldsALockWhileFiveWaitReadsFiveTimesAsLong() throws Exception {
        try (ServedProgram program = new ServedProgram(folder, "mutexprofilefraction=1", HoldsProgram.class)) {
            program.act("held", 1);
            Measured mutex = program.profile("mutex");
            checkHeld(mutex, "holdLock", 10);
            if (Runtime.version().feature() >= 21) {
                checkHeld(mutex, "holdLockVirtually", 10);
            }
            checkHeld(mutex, "holdReadLock", 10);
            checkHeld(mutex, "holdStampedLock", 10);
            // Looked at every 10 ms, and as late as a busy machine makes it.
            checkHeld(mutex, "holdMonitor", 30);
            assertThat(mutex.cumulative("ReentrantLock.unlock", "contentions"))
                    .isGreaterThanOrEqualTo(HoldsProgram.WAITERS);
            for (String noLock : List.of("takeFromQueue", "awaitCondition", "acquireSemaphore", "letOthersGoOn")) {
                assertThat(mutex.cumulative("HoldsProgram." + noLock, "delay"))
                        .as(noLock)
                        .isLessThan(HoldsProgram.MILLIS * 1_000_000 / 20);
            }
            assertThat(mutex.profile().comments()).isEmpty();
        }
    }

    private static void checkHeld(Measured mutex, String holder, int tolerancePercent) {
        long held = HoldsProgram.WAITERS * HoldsProgram.MILLIS * 1_000_000;
        assertThat(mutex.cumulative("HoldsProgram." + holder, "delay"))
                .as(holder)
                .isBetween(held / 100 * (100 - tolerancePercent), held / 100 * (100 + tolerancePercent));
        assertThat(mutex.cumulative("HoldsProgram." + holder, "contentions"))
                .as(holder)
                .isBetween((long) HoldsProgram.WAITERS, 2L * HoldsProgram.WAITERS);
    }

    @Test
    void threadsCountWhereTheyWereStarted() throws Exception {
        try (ServedProgram program = new ServedProgram(folder, "memprofilerate=0", WaitsProgram.class)) {
            program.act("waited", 1);
            program.act("waited", 2);
            assertThat(program.profile("threadcreate").cumulative(STARTS, "threadcreate"))
                    .isEqualTo(4);
            assertThat(program.text("threadcreate?debug=1"))
                    .startsWith("threadcreate profile: total ")
                    .containsPattern("(?m)^2 @ 0x")
                    .contains("io.pprof4j.e2e." + STARTS + "+0x0");
            GoTool.require();
            assertThat(GoTool.fetch(program.url("threadcreate"), folder, "-top"))
                    .contains("Type: threadcreate");
        }
    }

    @Test
    void theDumpNamesTheCreatorOfAThread() throws Exception {
        try (ServedProgram program = new ServedProgram(folder, "memprofilerate=524288", WaitsProgram.class)) {
            program.begin();
            String dump = "";
            while (!dump.contains("# name: waiter")) {
                dump = program.text("goroutine?debug=2");
            }
            assertThat(dump)
                    .containsPattern("created by io\\.pprof4j\\.e2e\\.WaitsProgram\\.startPlatform in goroutine \\d+\\R"
                            + "\t\\S*WaitsProgram\\.java:\\d+");
        }
    }
}
