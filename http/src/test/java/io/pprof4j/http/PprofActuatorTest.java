// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.ValueType;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The actuator endpoint of {@code docs/embedding.md}, in a Spring Boot application. */
class PprofActuatorTest {
    private static ConfigurableApplicationContext context;

    @EnableAutoConfiguration
    @Import(PprofActuator.class)
    static class Application {}

    @BeforeAll
    static void start() {
        context = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=off",
                "--management.endpoints.web.exposure.include=pprof");
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        URI uri = URI.create("http://localhost:" + port + "/actuator/pprof/" + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void servesProfiles() throws Exception {
        HttpResponse<byte[]> response = get("heap");
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/octet-stream");
        Profile heap = ProfileReader.read(new ByteArrayInputStream(response.body()));
        assertThat(heap.sampleTypes())
                .extracting(ValueType::type)
                .containsExactly("alloc_objects", "alloc_space", "inuse_objects", "inuse_space");
        Profile threads =
                ProfileReader.read(new ByteArrayInputStream(get("goroutine").body()));
        assertThat(threads.samples()).isNotEmpty();
    }

    @Test
    void parametersAreThoseOfEveryTransport() throws Exception {
        HttpResponse<byte[]> response = get("heap?debug=1");
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(text(response)).startsWith("heap profile: ");
        assertThat(text(get("heap?seconds=no")))
                .isEqualTo("invalid value for \"seconds\" - must be a positive integer\n");
        assertThat(get("heap?seconds=no").statusCode()).isEqualTo(400);
        assertThat(get("nope").statusCode()).isEqualTo(404);
    }

    @Test
    void theDocumentHasWhatIsTestedHere() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/pprof4j/http/PprofActuator.java"));
        String document = Files.readString(Path.of("../docs/embedding.md"));
        String endpoint = source.substring(source.indexOf("/** Serves"));
        assertThat(document).contains(endpoint.indent(4).replace("\n    \n", "\n\n"));
    }
}
