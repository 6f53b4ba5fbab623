// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that keeps what it is sent and answers as it is told, by default with 200. */
final class FakePyroscope implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    /** What came in a request; the body in ISO 8859-1, so that bytes survive. */
    record Received(String method, URI uri, Map<String, List<String>> headers, String body) {
        /** The parts of the form, by name. */
        Map<String, String> parts() {
            String type = headers.get("Content-type").get(0);
            String boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length());
            assertThat(body).startsWith(boundary + "\r\n").endsWith("\r\n" + boundary + "--\r\n");
            Map<String, String> parts = new HashMap<>();
            for (String part : body.split(boundary, -1)) {
                int head = part.indexOf("\r\n\r\n");
                if (head > 0) {
                    String name = part.substring(part.indexOf("name=\"") + 6, part.indexOf("\"; filename="));
                    parts.put(name, part.substring(head + 4, part.length() - 2));
                }
            }
            return parts;
        }

        byte[] profile() {
            return parts().get("profile").getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    FakePyroscope() throws IOException {
        this(0);
    }

    FakePyroscope(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            Integer told = answers.poll();
            byte[] said = (told == null ? "" : "told to\nsay so").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(told == null ? 200 : told, said.length == 0 ? -1 : said.length);
            if (said.length > 0) {
                exchange.getResponseBody().write(said);
            }
            received.add(new Received(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body));
        }
    }

    FakePyroscope answering(Integer... statuses) {
        answers.addAll(List.of(statuses));
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://localhost:" + port();
    }

    Received next() throws InterruptedException {
        Received next = received.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("nothing came within a minute").isNotNull();
        return next;
    }

    int waiting() {
        return received.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
