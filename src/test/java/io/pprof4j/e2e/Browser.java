// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in Debian's chromium, without a screen, driven through the DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([0-9.:]+)/");
    private static final int PATIENCE_SECONDS = 120;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Process process;
    private final WebSocket socket;

    /** Aborts the test, aloud, where chromium is not installed. */
    static void require() throws InterruptedException {
        boolean found;
        try {
            found = ForkedJvm.command(List.of("chromium", "--version")).exitCode() == 0;
        } catch (IOException notInstalled) {
            found = false;
        }
        if (!found) {
            System.err.println(
                    "SKIPPED: chromium is not installed, so no page is looked at (apt-get install chromium)");
        }
        assumeTrue(found, "chromium is not installed");
    }

    Browser(Path folder) throws Exception {
        Path err = folder.resolve("chromium.err");
        process = ForkedJvm.start(
                List.of(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--window-size=1200,800",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("chromium"),
                        "about:blank"),
                folder.resolve("chromium.out"),
                err);
        HttpRequest newPage = HttpRequest.newBuilder(URI.create("http://" + address(err) + "/json/new"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        String page = client.send(newPage, HttpResponse.BodyHandlers.ofString()).body();
        URI url = URI.create(json.readTree(page).get("webSocketDebuggerUrl").asText());
        socket = client.newWebSocketBuilder().buildAsync(url, new Messages()).join();
        send("Runtime.enable", Map.of());
        send("Log.enable", Map.of());
        send("Page.enable", Map.of());
    }

    private String address(Path err) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            Matcher listening = LISTENING.matcher(Files.readString(err));
            if (listening.find()) {
                return listening.group(1);
            }
            Thread.sleep(20);
        }
        close();
        throw new AssertionError("chromium does not listen: " + Files.readString(err));
    }

    private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        socket.sendText(json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void open(String url) throws Exception {
        send("Page.navigate", Map.of("url", url));
        await("document.readyState === 'complete' && location.href === '" + url + "'");
    }

    /** The value of a JavaScript expression, as text. */
    String evaluate(String expression) throws Exception {
        JsonNode result = send("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return result.get("result").get("value").asText();
    }

    void await(String condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!evaluate(condition).equals("true")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never true: " + condition);
            }
            Thread.sleep(20);
        }
    }

    void screenshot(Path file) throws Exception {
        String data = send("Page.captureScreenshot", Map.of()).get("data").asText();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /** What the console has complained of. */
    List<String> errors() {
        return errors;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void take(String text) {
            JsonNode node;
            try {
                node = json.readTree(text);
            } catch (IOException malformed) {
                errors.add(text);
                return;
            }
            String method = node.path("method").asText();
            boolean logged = method.equals("Log.entryAdded")
                    && node.at("/params/entry/level").asText().equals("error");
            if (logged || method.equals("Runtime.exceptionThrown")) {
                errors.add(text);
            } else if (node.has("id")) {
                pending.remove(node.get("id").asInt()).complete(node.path("result"));
            }
        }
    }
}
