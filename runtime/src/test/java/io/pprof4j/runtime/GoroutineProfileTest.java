// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoroutineProfileTest {
    private static final NamedProfile GOROUTINE = Profiles.lookup("goroutine");

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    @BeforeEach
    void startFiveThatWaitAtOnePlace() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            Thread thread = new Thread(this::waitForTheEnd, "waiting\nat the latch " + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        end.countDown();
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
            thread.join();
        }
    }

    private void waitForTheEnd() {
        while (end.getCount() > 0) {
            LockSupport.park(this);
        }
    }

    private static String text(int debug) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GOROUTINE.writeTo(out, debug);
        return out.toString(UTF_8);
    }

    @Test
    void equalStacksAreOneRow() throws Exception {
        String text = text(1);
        assertThat(text)
                .startsWith("goroutine profile: total ")
                .containsPattern("(?m)^5 @( 0x[0-9a-f]+)+\\R"
                        + "#\t0x[0-9a-f]+\t(jdk|sun)[^\\n]+park[^\\n]+\\R"
                        + "#\t0x[0-9a-f]+\tjava\\.util\\.concurrent\\.locks\\.LockSupport\\.park[^\\n]+\\R"
                        + "#\t0x[0-9a-f]+\tio\\.pprof4j\\.runtime\\.GoroutineProfileTest\\.waitForTheEnd\\+0x0\t+"
                        + "io/pprof4j/runtime/GoroutineProfileTest\\.java:\\d+");
    }

    @Test
    void theRowsAddUpToTheThreads() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GOROUTINE.writeTo(out, 0);
        Profile profile = ProfileReader.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(profile.sampleTypes()).hasToString("[ValueType[type=goroutine, unit=count]]");
        assertThat(profile.period()).isEqualTo(1);
        long total =
                profile.samples().stream().mapToLong(sample -> sample.value(0)).sum();
        assertThat(total)
                .isGreaterThanOrEqualTo(6)
                .isLessThanOrEqualTo(Thread.getAllStackTraces().size() + 3L);
        assertThat(GOROUTINE.count()).isBetween(6, (int) total + 3);
    }

    @Test
    void theThreadThatAsksIsAtTheApplicationsFrame() throws Exception {
        assertThat(text(1))
                .contains("GoroutineProfileTest.text+0x0")
                .doesNotContain("GoroutineProfile.", "getAllStackTraces");
    }

    @Test
    void debug2ListsThreadsWithStateNameAndLock() throws Exception {
        long id = threads.get(0).getId();
        assertThat(text(2))
                .containsPattern("(?m)^goroutine " + id + " \\[waiting\\]:\\R"
                        + "# name: waiting at the latch 0\\R"
                        + "# waits for: io\\.pprof4j\\.runtime\\.GoroutineProfileTest@[0-9a-f]+\\R"
                        + ".*park\\(\\.\\.\\.\\)\\R\t.*Unsafe\\.java:\\d+\\R")
                .containsPattern("\\R\\Rgoroutine \\d+ \\[runnable\\]:\\R");
    }

    @Test
    void debug2NamesWhoHoldsTheMonitor() throws Exception {
        Object monitor = new Object();
        Thread blocked = new Thread(() -> enter(monitor), "blocked");
        synchronized (monitor) {
            blocked.start();
            while (blocked.getState() != Thread.State.BLOCKED) {
                Thread.sleep(1);
            }
            assertThat(text(2))
                    .containsPattern("goroutine " + blocked.getId() + " \\[blocked\\]:\\R# name: blocked\\R"
                            + "# waits for: java\\.lang\\.Object@[0-9a-f]+ held by goroutine "
                            + Thread.currentThread().getId() + " \\("
                            + Thread.currentThread().getName() + "\\)\\R");
        }
        blocked.join();
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    @Test
    void withoutTheAgentVirtualThreadsAreSaidToBeMissing() throws Exception {
        boolean there = Runtime.version().feature() >= 21;
        assertThat(text(1).contains("# pprof4j: virtual threads are not listed"))
                .isEqualTo(there);
    }
}
