// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One profile of one interval, as Pyroscope's {@code /ingest} takes it: a form with the profile and what its sample types
 * mean; the query says whose it is. Immutable.
 */
final class Upload {
    private static final String BOUNDARY = "pprof4j-7c9e1a52f0d34b86";

    private final String query;
    private final byte[] body;

    private Upload(String query, byte[] body) {
        this.query = query;
        this.body = body;
    }

    static Upload of(PushSettings settings, PushedProfile profile, byte[] content, Instant from, Instant until) {
        String query = "name=" + URLEncoder.encode(settings.key(), StandardCharsets.UTF_8) + "&from="
                + from.getEpochSecond() + "&until=" + until.getEpochSecond() + "&format=pprof&spyName=pprof4j";
        ByteArrayOutputStream body = new ByteArrayOutputStream(content.length + 1024);
        append(body, "profile", "profile.pprof", content);
        append(
                body,
                "sample_type_config",
                "sample_type_config.json",
                profile.sampleTypes().getBytes(StandardCharsets.UTF_8));
        body.writeBytes(ascii("--" + BOUNDARY + "--\r\n"));
        return new Upload(query, body.toByteArray());
    }

    /** A part of the form (RFC 7578). Compressed content has the boundary in it with a probability of 2 to the -192. */
    private static void append(ByteArrayOutputStream body, String name, String fileName, byte[] content) {
        body.writeBytes(ascii("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
        body.writeBytes(content);
        body.writeBytes(ascii("\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    URI address(URI server) {
        String base = server.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "ingest?" + query);
    }

    /** Not to be changed. */
    byte[] body() {
        return body;
    }
}
