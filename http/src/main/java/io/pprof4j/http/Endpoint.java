// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.IOException;

/** One of the things that can be asked for. Thread-safe. */
interface Endpoint {

    /** Whether a request may be a POST, with a body. */
    default boolean takesPost() {
        return false;
    }

    /**
     * Answers a request.
     *
     * @throws Refusal if the request is wrong
     * @throws ClientGoneException if the client stopped waiting
     * @throws IOException if the profile cannot be made
     */
    Reply answer(Request request, Client client) throws Refusal, ClientGoneException, IOException, InterruptedException;
}
