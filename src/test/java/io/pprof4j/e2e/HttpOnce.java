// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Asks a server of its own for the result of {@link KnownSites}, once. */
final class HttpOnce {
    private HttpOnce() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", HttpOnce::answer);
        server.start();
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://localhost:" + server.getAddress().getPort() + "/result")
                        .toURL()
                        .openConnection();
        System.out.println("status " + connection.getResponseCode());
        System.out.print(new String(connection.getInputStream().readAllBytes(), UTF_8));
        server.stop(0);
        System.exit(KnownSites.EXIT_CODE);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try {
            boolean traced = exchange.getRequestHeaders().containsKey("traceparent");
            byte[] body = ("traced " + traced + "\nresult " + KnownSites.allocate() + "\n").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            exchange.close();
        }
    }
}
