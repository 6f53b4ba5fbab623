// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket socket;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    /** What came in a request; the body in ISO 8859-1, so that bytes survive. */
    record Received(RequestReader.Message message) {
        /** The parts of the form, by name. */
        Map<String, String> parts() {
            String type = message.headers().get("content-type");
            String boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length());
            String body = message.body();
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

        String body() {
            return message.body();
        }

        byte[] profile() {
            return parts().get("profile").getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    FakePyroscope() throws IOException {
        this(0);
    }

    FakePyroscope(int port) throws IOException {
        socket = new ServerSocket(port, 16, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::serve, "fake-pyroscope");
        server.setDaemon(true);
        server.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer(client);
            } catch (IOException | Refusal closedOrNotUnderstood) {
                // whoever waits for what was not received says so
            }
        }
    }

    /** The client closes first: closing before it has read would reset the connection. */
    private void answer(Socket client) throws IOException, Refusal {
        client.setSoTimeout(PATIENCE_MILLIS);
        InputStream in = new BufferedInputStream(client.getInputStream());
        RequestReader.Message message = new RequestReader(in).read();
        Integer told = answers.poll();
        Reply reply = told == null
                ? Reply.text("")
                : Reply.error(told, "told to\nsay so").with("WWW-Authenticate", "Basic realm=\"pyroscope\"");
        ReplyWriter.write(reply, true, client.getOutputStream());
        client.shutdownOutput();
        in.readAllBytes();
        received.add(new Received(message));
    }

    FakePyroscope answering(Integer... statuses) {
        answers.addAll(List.of(statuses));
        return this;
    }

    String url() {
        return "http://localhost:" + socket.getLocalPort();
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
    public void close() throws IOException {
        socket.close();
    }
}
