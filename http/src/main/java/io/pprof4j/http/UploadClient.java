// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Sends one upload. By {@code HttpURLConnection}, since it works on the thread that calls it: an {@code HttpClient} has
 * threads of its own, whose allocations would look like the program's.
 */
final class UploadClient {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 10_000;
    private static final int REASON_BYTES = 200;

    /** Errors of the client's that pass: too slow, and too often. */
    private static final Set<Integer> PASSING = Set.of(408, 429);

    private final URI server;
    private final String token;

    UploadClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /**
     * Sends it.
     *
     * @throws UploadRefused if the server will not ever take it
     * @throws IOException if it may take it later
     */
    void send(Upload upload) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) upload.address(server).toURL().openConnection();
        try {
            prepare(connection, upload);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(upload.body());
            }
            check(connection);
        } catch (HttpRetryException unauthorized) {
            // A status 401 with a challenge, which a body that is not kept cannot answer.
            throw new UploadRefused("status " + unauthorized.responseCode());
        } finally {
            connection.disconnect();
        }
    }

    private void prepare(HttpURLConnection connection, Upload upload) throws IOException {
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setDoOutput(true);
        connection.setRequestMethod("POST");
        connection.setFixedLengthStreamingMode(upload.body().length);
        connection.setRequestProperty("Content-Type", Upload.contentType());
        connection.setRequestProperty("Connection", "close");
        if (!token.isEmpty()) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
    }

    private static void check(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status / 100 == 2) {
            return;
        }
        String reason = "status " + status + reason(connection);
        throw status / 100 == 5 || PASSING.contains(status) ? new IOException(reason) : new UploadRefused(reason);
    }

    /** The first words of what the server says. */
    private static String reason(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readNBytes(REASON_BYTES), StandardCharsets.UTF_8);
            return text.isBlank() ? "" : ": " + text.strip().replaceAll("\\p{Cntrl}+", " ");
        }
    }
}
