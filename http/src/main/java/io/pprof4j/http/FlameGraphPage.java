// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page around the data. Browsers run the one script that came with it, by its hash, and no other. */
final class FlameGraphPage {
    private FlameGraphPage() {}

    static Reply render(String json) throws IOException {
        String script = resource("flamegraph.js");
        String page = resource("flamegraph.html").replace("@SCRIPT@", script).replace("@DATA@", json);
        return Reply.html(page).with("Content-Security-Policy", Reply.policy("'sha256-" + hash(script) + "'"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = FlameGraphPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("pprof4j.jar has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
