// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TraceWriterTest {

    @Test
    void whatWasGivenIsWrittenBeforeTheEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceWriter writer = TraceWriter.begin("gctrace", out);
        writer.write("one\n");
        writer.write("two\n");
        writer.close();
        writer.write("late\n");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
    }

    @Test
    void aReaderWhoSleepsCostsLinesAndIsToldSo() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] block) throws IOException {
                entered.countDown();
                awaitQuietly(awake);
                super.write(block);
            }
        };
        TraceWriter writer = TraceWriter.begin("gctrace", out);
        writer.write("first\n");
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 1024 + 7; i++) {
            writer.write("line\n");
        }
        awake.countDown();
        writer.close();

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1 + 1 + 1024);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("first\npprof4j: gctrace: 7 dropped, since this is read too slowly\nline\n");
    }

    @Test
    void aStreamThatFailsEndsIt() throws InterruptedException {
        TraceWriter writer = TraceWriter.begin("gctrace", new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        });
        writer.write("one\n");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!writer.isEnded() && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }

        assertThat(writer.isEnded()).isTrue();
        writer.write("two\n");
        writer.close();
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
