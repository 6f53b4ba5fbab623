// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pprof4j.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program with {@code push=} among the agent's options, and a server that takes what it sends. */
@Tag("full")
class PushEndToEndTest {
    private static final String CHURN = "WaitingProgram.churn";

    private final BlockingQueue<Measured> heaps = new LinkedBlockingQueue<>();
    private final BlockingQueue<Measured> others = new LinkedBlockingQueue<>();
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/ingest", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            assertThat(exchange.getRequestURI().getQuery()).startsWith("name=shop{env=test}&from=");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            int start = body.indexOf("\r\n\r\n") + 4;
            byte[] profile =
                    body.substring(start, body.indexOf("\r\n--", start)).getBytes(StandardCharsets.ISO_8859_1);
            Measured measured = new Measured(ProfileReader.read(new ByteArrayInputStream(profile)));
            boolean heap = measured.profile().sampleTypes().size() == 4;
            (heap ? heaps : others).add(measured);
            // With no body at all this server now and then resets a connection that is to be closed.
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Measured next(BlockingQueue<Measured> queue) throws InterruptedException {
        Measured next = queue.poll(120, TimeUnit.SECONDS);
        assertThat(next).as("nothing came within two minutes").isNotNull();
        return next;
    }

    @Test
    void whatIsAllocatedComesOnceAndWhatIsAliveEachTime() throws Exception {
        String options = "memprofilerate=1,push=http://localhost:"
                + server.getAddress().getPort()
                + ",pushname=shop,pushlabels=env:test,pushseconds=1,pushprofiles=heap+goroutine";
        try (ServedProgram program = new ServedProgram(folder, options, WaitingProgram.class)) {
            next(heaps);
            program.act("churned", 1);
            long allocated = 0;
            while (allocated < WaitingProgram.KEPT) {
                allocated += next(heaps).flat(CHURN, "alloc_objects");
            }
            Measured later = next(heaps);
            assertThat(allocated + later.flat(CHURN, "alloc_objects")).isEqualTo(WaitingProgram.KEPT);
            assertThat(later.flat("WaitingProgram.keep", "inuse_objects")).isEqualTo(WaitingProgram.KEPT);
            assertThat(next(others).functions()).contains("io.pprof4j.e2e.WaitingProgram.main");
            heaps.clear();
            assertThat(program.end()).isZero();
            assertThat(heaps).as("pushed at the end").isNotEmpty();
            assertThat(program.err().lines()).hasSize(1);
        }
    }

    @Test
    void aServerThatCannotBeIsOneLineAndTheProgramRuns() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=0,push=here").run(PlainProgram.class);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("kept 100");
        assertThat(run.err())
                .isIn(
                        "",
                        "pprof4j: option push=here is ignored: URL here is not valid;"
                                + " accepted: http://host:port or https://host:port/path\n");
    }
}
