// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StackTracesTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread waiting = new Thread(this::waitForTheEnd);

    @BeforeEach
    void start() throws InterruptedException {
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        end.countDown();
        LockSupport.unpark(waiting);
        waiting.join();
    }

    private void waitForTheEnd() {
        while (end.getCount() > 0) {
            LockSupport.park(this);
        }
    }

    @Test
    void fewAreTakenByTheCaller() {
        assertAllAreThere(3);
    }

    @Test
    void ofThousandsNoneIsMissing() {
        assertAllAreThere(3000);
    }

    @Test
    void anInterruptStaysWithTheCaller() {
        Thread.currentThread().interrupt();

        assertAllAreThere(3000);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aThreadThatHasNotStartedHasNoStack() {
        assertThat(StackTraces.of(List.of(new Thread(() -> {})))).containsExactly(List.of());
    }

    private void assertAllAreThere(int count) {
        List<List<StackTraceElement>> stacks = StackTraces.of(Collections.nCopies(count, waiting));

        assertThat(stacks).hasSize(count);
        for (List<StackTraceElement> stack : stacks) {
            assertThat(stack).anyMatch(frame -> frame.getMethodName().equals("waitForTheEnd"));
        }
    }
}
