// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.io.InputStream;

/**
 * {@code /debug/pprof/} for whatever speaks HTTP: takes a request apart from its transport and gives the answer.
 * {@code docs/embedding.md} has a servlet that uses it.
 *
 * <p>Who may ask is up to the caller, so are time limits. What a client asked for is measured to the end, even if the
 * client goes away. One of these bounds what all its clients do at once. Thread-safe.
 */
public final class PprofEndpoints {
    private static final Client PATIENT = span -> Thread.sleep(span.toMillis());

    private final Routes routes = new Routes();

    /** To be kept, and used for all requests. */
    public PprofEndpoints() {}

    /**
     * Answers a request; whatever is wrong with it is an answer too.
     *
     * @param method such as {@code GET}
     * @param path what follows the address of all this, decoded: {@code /heap}, or {@code /} for the index, whose links are
     *     relative
     * @param query what follows the question mark, not decoded; null for nothing
     * @param body what a POST carries; at most 1 MiB of it are read
     * @throws IOException if the body cannot be read, or the thread was interrupted
     */
    public Reply answer(String method, String path, String query, InputStream body) throws IOException {
        long[] entered = RecorderLink.enter();
        try {
            byte[] bytes = body.readNBytes(RequestReader.MAX_BODY_BYTES + 1);
            if (bytes.length > RequestReader.MAX_BODY_BYTES) {
                return Reply.error(413, "the body is too large - at most " + RequestReader.MAX_BODY_BYTES + " bytes");
            }
            String name = path.startsWith("/") ? path.substring(1) : path;
            Request request = new Request(method, name, query == null ? "" : query, Request.bodyOf(bytes));
            return routes.answer(request, PATIENT);
        } catch (ClientGoneException | InterruptedException stopped) {
            throw new IOException("the profile was not finished", stopped);
        } finally {
            RecorderLink.leave(entered);
        }
    }
}
