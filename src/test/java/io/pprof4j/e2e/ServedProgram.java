// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that runs under the agent and serves its profiles; it ends when its input does. */
final class ServedProgram implements AutoCloseable {
    private static final Pattern SERVING = Pattern.compile("pprof4j: serving (http://localhost:\\d+/debug/pprof/)\\R");
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path err;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Starts it and waits until it has said {@code ready} and serves. */
    ServedProgram(Path folder, String agentOptions, Class<?> main, String... arguments) throws Exception {
        out = folder.resolve(main.getSimpleName() + ".out");
        err = folder.resolve(main.getSimpleName() + ".err");
        process = ForkedJvm.withAgent("http=0," + agentOptions).start(out, err, main.getName(), arguments);
        awaitOutput("ready", 1);
        url = awaitUrl();
    }

    /** Of the index; profiles are relative to it. */
    String url(String path) {
        return url + path;
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(path))).build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    Measured profile(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return new Measured(ProfileReader.read(new ByteArrayInputStream(response.body())));
    }

    String text(String path) throws IOException, InterruptedException {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    /** Has the program do something once more, and waits until it says so for the {@code n}th time. */
    void act(String word, int n) throws Exception {
        begin();
        awaitOutput(word, n);
    }

    /** Has the program do something once more. */
    void begin() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    long pid() {
        return process.pid();
    }

    /** Lets it end by itself; returns its exit code. */
    int end() throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ends when main does: %s", err())
                .isTrue();
        return process.exitValue();
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    private void awaitOutput(String word, int n) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (Files.readString(out).lines().filter(word::equals).count() < n) {
            checkAlive(deadline, word);
        }
    }

    private String awaitUrl() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            Matcher serving = SERVING.matcher(err());
            if (serving.find()) {
                return serving.group(1);
            }
            checkAlive(deadline, "serving");
        }
    }

    private void checkAlive(long deadline, String waitingFor) throws Exception {
        if (!process.isAlive() || System.nanoTime() - deadline > 0) {
            close();
            throw new AssertionError("waiting for " + waitingFor + ": " + err());
        }
        Thread.sleep(10);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
