// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servlet of {@code docs/embedding.md}, in a container. */
class PprofServletTest {
    private static final Tomcat TOMCAT = new Tomcat();

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        TOMCAT.setBaseDir(folder.toString());
        TOMCAT.setPort(0);
        TOMCAT.setSilent(true);
        Context context = TOMCAT.addContext("/app", folder.toString());
        Tomcat.addServlet(context, "pprof", new PprofServlet());
        context.addServletMappingDecoded("/debug/pprof/*", "pprof");
        TOMCAT.getConnector();
        TOMCAT.start();
    }

    @AfterAll
    static void stop() throws Exception {
        TOMCAT.stop();
        TOMCAT.destroy();
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = URI.create("http://localhost:" + TOMCAT.getConnector().getLocalPort() + "/app" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesProfilesAndTheIndex() throws Exception {
        assertThat(send("GET", "/debug/pprof/", "").body()).contains("<title>/debug/pprof/</title>");
        assertThat(send("GET", "/debug/pprof/heap?debug=1", "").body()).startsWith("heap profile: ");
        HttpResponse<String> proto = send("GET", "/debug/pprof/goroutine", "");
        assertThat(proto.headers().firstValue("content-disposition")).hasValue("attachment; filename=\"goroutine\"");
        assertThat(proto.headers().firstValue("content-type")).hasValue("application/octet-stream");
        assertThat(send("POST", "/debug/pprof/symbol", "0x10").body()).isEqualTo("num_symbols: 1\n");
    }

    @Test
    void errorsAreThoseOfEveryTransport() throws Exception {
        HttpResponse<String> unknown = send("GET", "/debug/pprof/nope", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("Unknown profile\n");
        assertThat(unknown.headers().firstValue("x-go-pprof")).hasValue("1");
        assertThat(send("DELETE", "/debug/pprof/heap", "").statusCode()).isEqualTo(405);
    }

    @Test
    void theIndexHasItsSlash() throws Exception {
        HttpResponse<String> bare = send("GET", "/debug/pprof", "");
        assertThat(bare.statusCode()).isEqualTo(302);
        assertThat(bare.headers().firstValue("location").orElseThrow()).endsWith("/app/debug/pprof/");
    }

    @Test
    void theDocumentHasWhatIsTestedHere() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/pprof4j/http/PprofServlet.java"));
        String document = Files.readString(Path.of("../docs/embedding.md"));
        String servlet = source.substring(source.indexOf("/** Serves"));
        assertThat(document).contains(servlet.indent(4).replace("\n    \n", "\n\n"));
    }
}
