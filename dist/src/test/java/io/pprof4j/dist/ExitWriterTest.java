// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExitWriterTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> done = new ArrayList<>();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(standardError);
    }

    /** What a task does. */
    private interface Deed {
        void perform() throws IOException;
    }

    private static ExitTask task(String what, Deed deed) {
        return new ExitTask() {
            @Override
            public String what() {
                return what;
            }

            @Override
            public void perform() throws IOException {
                deed.perform();
            }
        };
    }

    private static void runToItsEnd(List<ExitTask> tasks, Duration patience) throws InterruptedException {
        ExitWriter writer = new ExitWriter(tasks, patience);
        writer.start();
        writer.join();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tasksAreDoneInTheirOrder() throws InterruptedException {
        runToItsEnd(List.of(task("a", () -> done.add("a")), task("b", () -> done.add("b"))), LONG);
        assertThat(done).containsExactly("a", "b");
        assertThat(said()).isEmpty();
    }

    @Test
    void aTaskThatFailsIsOneLineAndTheOthersAreDone() throws InterruptedException {
        ExitTask failing = task("CPU profile", () -> {
            throw new IOException("cannot write CPU profile to x: its directory does not exist");
        });
        runToItsEnd(List.of(failing, task("b", () -> done.add("b"))), LONG);
        assertThat(done).containsExactly("b");
        assertThat(said())
                .isEqualTo("pprof4j: no CPU profile: cannot write CPU profile to x: its directory does not exist"
                        + System.lineSeparator());
    }

    @Test
    @Timeout(30)
    void aTaskThatHangsDoesNotKeepTheProgram() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        ExitTask hanging = task("heap profile", () -> {
            try {
                never.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        runToItsEnd(List.of(hanging), Duration.ofSeconds(1));
        never.countDown();
        assertThat(said())
                .isEqualTo("pprof4j: no heap profile: it was not written within 1 s of the program's end"
                        + System.lineSeparator());
    }
}
