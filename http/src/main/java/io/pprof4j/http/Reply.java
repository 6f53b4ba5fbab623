// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** An answer, complete in memory: whoever collected it is done before the client's network takes part. Immutable. */
public final class Reply {
    private static final String TEXT = "text/plain; charset=utf-8";

    /** The pages are complete in themselves: nothing is loaded from anywhere, and nobody may frame them. */
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final String SCRIPT_POLICY = "; connect-src 'self'; script-src ";

    private final int status;
    private final Map<String, String> headers = new TreeMap<>();
    private final byte[] body;

    private Reply(int status, String contentType, byte[] body) {
        this.status = status;
        this.body = body;
        headers.put("Content-Type", contentType);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cache-Control", "no-store");
    }

    private Reply(Reply other, String header, String value) {
        this.status = other.status;
        this.body = other.body;
        headers.putAll(other.headers);
        headers.put(header, value);
    }

    static Reply text(byte[] utf8) {
        return new Reply(200, TEXT, utf8);
    }

    static Reply text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply html(String page) {
        return new Reply(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
                .with("Content-Security-Policy", PAGE_POLICY);
    }

    /** For a page with a script, which may ask this server for more. */
    static String policy(String script) {
        return PAGE_POLICY + SCRIPT_POLICY + script;
    }

    static Reply json(byte[] utf8) {
        return new Reply(200, "application/json", utf8);
    }

    /** A file to save; browsers get its name. */
    static Reply attachment(String fileName, byte[] content) {
        String quotable = fileName.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "_");
        return new Reply(200, "application/octet-stream", content)
                .with("Content-Disposition", "attachment; filename=\"" + quotable + "\"");
    }

    /** The header tells {@code go tool pprof} to show the text. */
    static Reply error(int status, String sentence) {
        return new Reply(status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8)).with("X-Go-Pprof", "1");
    }

    static Reply redirect(String location) {
        return new Reply(301, TEXT, (location + "\n").getBytes(StandardCharsets.UTF_8)).with("Location", location);
    }

    Reply with(String header, String value) {
        return new Reply(this, header, value);
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** By name, sorted; without {@code Content-Length}. Immutable. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** Also for HEAD, which is to be answered without it. Not to be changed. */
    public byte[] body() {
        return body;
    }
}
