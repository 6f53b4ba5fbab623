// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads one request of HTTP/1.0 or 1.1 (RFC 9112), of bounded size. */
final class RequestReader {
    static final int MAX_HEAD_BYTES = 16 << 10;
    static final int MAX_BODY_BYTES = 1 << 20;

    private final InputStream in;
    private int headBytes;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /**
     * A request as it came.
     *
     * @param path the whole path, decoded
     * @param headers names in lower case
     */
    record Message(String method, String path, String query, Map<String, String> headers, String body) {}

    /**
     * Reads up to the end of the request and not further.
     *
     * @throws Refusal if it is malformed or too large
     * @throws EOFException if the client said nothing
     * @throws IOException if the connection fails
     */
    Message read() throws Refusal, IOException {
        String[] start = line().split(" ", -1);
        if (start.length != 3 || !start[2].matches("HTTP/1\\.[0-9]")) {
            throw new Refusal(400, "malformed request - must be METHOD PATH HTTP/1.1");
        }
        URI target = target(start[1]);
        Map<String, String> headers = headers();
        String query = target.getRawQuery();
        return new Message(start[0], target.getPath(), query == null ? "" : query, headers, body(headers));
    }

    private static URI target(String text) throws Refusal {
        try {
            if (text.startsWith("/") && !text.startsWith("//")) {
                return new URI(text);
            }
        } catch (URISyntaxException malformed) {
            // refused below
        }
        throw new Refusal(400, "malformed request - the path must begin with one / and be URL-encoded");
    }

    private Map<String, String> headers() throws Refusal, IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || line.substring(0, colon).matches(".*\\s.*")) {
                throw new Refusal(400, "malformed header - must be Name: value");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, another) -> one + ", " + another);
        }
        return headers;
    }

    private String body(Map<String, String> headers) throws Refusal, IOException {
        if (headers.containsKey("transfer-encoding")) {
            throw new Refusal(411, "a body must come with its Content-Length");
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("[0-9]{1,9}")) {
            throw new Refusal(400, "malformed Content-Length - must be a number");
        }
        int bytes = Integer.parseInt(length);
        if (bytes > MAX_BODY_BYTES) {
            throw new Refusal(413, "the body is too large - at most " + MAX_BODY_BYTES + " bytes");
        }
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new EOFException("the client went away within its request");
        }
        return Request.bodyOf(body);
    }

    private String line() throws Refusal, IOException {
        StringBuilder line = new StringBuilder();
        for (int c = next(); c != '\n'; c = next()) {
            line.append((char) c);
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    private int next() throws Refusal, IOException {
        if (++headBytes > MAX_HEAD_BYTES) {
            throw new Refusal(431, "the request is too large - at most " + MAX_HEAD_BYTES + " bytes");
        }
        int c = in.read();
        if (c < 0) {
            throw new EOFException("the client went away within its request");
        }
        return c;
    }
}
