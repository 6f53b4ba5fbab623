// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.nio.charset.StandardCharsets;

/**
 * What a client asked for.
 *
 * @param method such as {@code GET}
 * @param path what follows {@code /debug/pprof/}, decoded; {@code ""} for the index
 * @param query what follows the question mark, as sent; {@code ""} for nothing
 * @param body what a POST carries; {@code ""} for nothing
 */
record Request(String method, String path, String query, String body) {

    /** Bodies are lists of addresses; anything else is none of ours, in whatever encoding. */
    static String bodyOf(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
