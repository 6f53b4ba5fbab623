// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.CustomProfile;
import io.pprof4j.profile.Profiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PprofServerTest {
    private static final CustomProfile CONNECTIONS = Profiles.create("app/my connections");

    private final HttpClient client = HttpClient.newHttpClient();
    private PprofServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start() throws IOException {
        server = PprofServer.start("localhost", 0);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url()).resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What a client reads that sends exactly this. */
    private String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getByName("localhost"), server.address().getPort());
    }

    @Test
    void indexListsProfilesWithCountAndLinkAndTheMemStatsOfNow() throws Exception {
        start();
        Object connection = new Object();
        CONNECTIONS.add(connection, 0);
        HttpResponse<String> index = get("");
        CONNECTIONS.remove(connection);
        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.headers().map())
                .containsEntry("content-type", List.of("text/html; charset=utf-8"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(index.body())
                .contains("<td class=\"n\">1</td><td><a href=\"app/my%20connections?debug=1\">app/my connections</a>")
                .contains("<a href=\"heap?debug=1\">heap</a>", "<a href=\"allocs?debug=1\">allocs</a>")
                .contains("<a href=\"cmdline\">cmdline</a>", "HeapAlloc", "NumGC")
                .containsSubsequence(">allocs<", ">app/my connections<", ">cmdline<", ">heap<");
    }

    @Test
    void everyProfileIsServedUnderItsName() throws Exception {
        start();
        assertThat(get("heap?debug=1").body()).startsWith("heap profile: ");
        assertThat(get("allocs?debug=1").body()).startsWith("heap profile: ");
        assertThat(get("app/my%20connections?debug=1").body()).isEqualTo("app/my connections profile: total 0\n");
        assertThat(get("heap").headers().firstValue("content-disposition")).hasValue("attachment; filename=\"heap\"");
    }

    @Test
    void unknownNamesAreNotFound() throws Exception {
        start();
        HttpResponse<String> response = get("nope");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("Unknown profile\n");
        assertThat(response.headers().map())
                .containsEntry("x-go-pprof", List.of("1"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void theRootLeadsToTheIndex() throws Exception {
        start();
        for (String path : new String[] {"/", "/debug/pprof"}) {
            HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).isEqualTo(301);
            assertThat(response.headers().firstValue("location")).hasValue("/debug/pprof/");
        }
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        start();
        assertThat(raw("DELETE /debug/pprof/heap HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\n")
                .endsWith("\r\n\r\nmethod DELETE is not supported - use GET\n");
        assertThat(raw("HEAD /debug/pprof/heap HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void foreignNamesForThisMachineAreRefused() throws Exception {
        start();
        assertThat(raw("GET /debug/pprof/heap HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 403 Forbidden\r\n")
                .endsWith("host \"evil.example\" is not served - use localhost, or an address, in place of the name\n");
    }

    @Test
    void aRequestThatIsNoneGetsAnAnswerAndItsRestIsNotReset() throws Exception {
        start();
        assertThat(raw("EHLO localhost\r\n" + "x".repeat(40_000)))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .endsWith("malformed request - must be METHOD PATH HTTP/1.1\n");
    }

    @Test
    void withATokenOnlyThoseWhoHaveItAreServed() throws Exception {
        server = PprofServer.start(ServerSettings.of("localhost", 0).withToken("s3cret"));
        assertThat(get("heap").statusCode()).isEqualTo(401);
        assertThat(get("heap", "Authorization", "Bearer s3cret").statusCode()).isEqualTo(200);
    }

    @Test
    void otherMachinesAreServedOnlyIfThatWasSaid() throws Exception {
        ServerSettings everywhere = ServerSettings.of("0.0.0.0", 0);
        assertThatThrownBy(() -> PprofServer.start(everywhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address 0.0.0.0:0 is open to other machines; that needs a token (httptoken=) or"
                        + " allowremote=1");
        PprofServer.start(everywhere.withToken("s3cret")).close();
        server = PprofServer.start(everywhere.withRemote());
        assertThat(get("heap?debug=1").statusCode()).isEqualTo(200);
        assertThat(raw("GET /debug/pprof/heap HTTP/1.1\r\nHost: service.namespace\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        start();
        int port = server.address().getPort();
        assertThatThrownBy(() -> PprofServer.start("localhost", port))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(":" + port)
                .hasMessageStartingWith("cannot listen at ");
    }

    @Test
    void aClientThatGoesAwayStopsTheMeasurement() throws Exception {
        start();
        Socket socket = connect();
        socket.getOutputStream()
                .write("GET /debug/pprof/heap?seconds=3000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        awaitClients(1);
        socket.close();
        awaitClients(0);
    }

    @Test
    void closeEndsMeasurementsAndThreads() throws Exception {
        start();
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("GET /debug/pprof/heap?seconds=3000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            awaitClients(1);
            server.close();
            awaitClients(0);
            awaitThreads("pprof4j-http", 0);
        }
        server.close();
    }

    @Test
    void itsThreadsAreDaemons() throws Exception {
        start();
        awaitThreads("pprof4j-http", 1);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("pprof4j-http")) {
                assertThat(thread.isDaemon()).isTrue();
            }
        }
    }

    private static void awaitClients(int count) throws InterruptedException {
        awaitThreads("pprof4j-http-client", count);
    }

    private static void awaitThreads(String name, int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (threads(name) != count) {
            assertThat(System.nanoTime())
                    .as("%s threads: %d", name, threads(name))
                    .isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static long threads(String name) {
        Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
        return all.keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }
}
