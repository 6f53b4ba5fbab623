// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a reply as HTTP/1.1 (RFC 9112). The connection is for one reply. */
final class ReplyWriter {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(301, "Moved Permanently"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(411, "Length Required"),
            Map.entry(413, "Content Too Large"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"));

    private ReplyWriter() {}

    /** @param withBody false for HEAD */
    static void write(Reply reply, boolean withBody, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(reply.status());
        head.append(' ').append(REASONS.getOrDefault(reply.status(), "")).append("\r\n");
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(reply.body().length).append("\r\nConnection: close\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.UTF_8));
        if (withBody) {
            out.write(reply.body());
        }
        out.flush();
    }
}
