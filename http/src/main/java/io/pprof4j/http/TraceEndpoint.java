// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.runtime.ExecutionTrace;
import java.io.IOException;
import java.util.Set;

/** {@code trace}: everything that happens within some seconds. */
final class TraceEndpoint implements Endpoint {
    private static final int DEFAULT_SECONDS = 1;

    private final Span span = new Span("trace", "tracing", ExecutionTrace::stop, ExecutionTrace::cancel);

    @Override
    public Reply answer(Request request, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        Query query = Query.parse(request.query(), Set.of("seconds"));
        return span.measure(ExecutionTrace::start, query.fractionalSeconds(DEFAULT_SECONDS), client);
    }
}
