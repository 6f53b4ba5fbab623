// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PprofHandlerTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PprofHandler handler = new PprofHandler();
        server.createContext("/debug/pprof/", handler);
        server.createContext("/admin/profiles", handler);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesWhatTheServerServes() throws Exception {
        assertThat(send("GET", "/debug/pprof/").body()).contains("<title>/debug/pprof/</title>");
        assertThat(send("GET", "/debug/pprof/heap?debug=1").body()).startsWith("heap profile: ");
        HttpResponse<String> proto = send("GET", "/debug/pprof/heap");
        assertThat(proto.headers().firstValue("content-disposition")).hasValue("attachment; filename=\"heap\"");
        assertThat(proto.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    }

    @Test
    void worksUnderAnyPath() throws Exception {
        assertThat(send("GET", "/admin/profiles/heap?debug=1").body()).startsWith("heap profile: ");
        HttpResponse<String> bare = send("GET", "/admin/profiles");
        assertThat(bare.statusCode()).isEqualTo(301);
        assertThat(bare.headers().firstValue("location")).hasValue("/admin/profiles/");
    }

    @Test
    void errorsAreTheServersToo() throws Exception {
        HttpResponse<String> unknown = send("GET", "/debug/pprof/nope");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("Unknown profile\n");
        assertThat(unknown.headers().firstValue("x-go-pprof")).hasValue("1");
        assertThat(send("GET", "/debug/pprof/heap?seconds=x").statusCode()).isEqualTo(400);
        assertThat(send("DELETE", "/debug/pprof/heap").statusCode()).isEqualTo(405);
    }

    @Test
    void headHasNoBody() throws Exception {
        HttpResponse<String> head = send("HEAD", "/debug/pprof/heap?debug=1");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }
}
