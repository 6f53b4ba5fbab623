// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;

/**
 * {@code /debug/pprof/} for a server that the program has already:
 *
 * <pre>{@code
 * server.createContext("/debug/pprof/", new PprofHandler());
 * }</pre>
 *
 * <p>Who may ask is up to that server, so are its time limits. Such a server does not tell when a client goes away: what
 * it asked for is measured to the end. One handler bounds what all its clients do at once. Thread-safe.
 */
public final class PprofHandler implements HttpHandler {
    private final PprofEndpoints endpoints = new PprofEndpoints();

    /** A handler, for one context or several. */
    public PprofHandler() {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long[] entered = RecorderLink.enter();
        try {
            answer(exchange);
        } finally {
            exchange.close();
            RecorderLink.leave(entered);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Reply reply = reply(exchange);
        boolean withBody = !exchange.getRequestMethod().equals("HEAD") && reply.body().length > 0;
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), withBody ? reply.body().length : -1);
        if (withBody) {
            exchange.getResponseBody().write(reply.body());
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String context = exchange.getHttpContext().getPath();
        String path = exchange.getRequestURI().getPath().substring(context.length());
        if (path.isEmpty() && !context.endsWith("/")) {
            return Reply.redirect(context + "/");
        }
        return endpoints.answer(
                exchange.getRequestMethod(), path, exchange.getRequestURI().getRawQuery(), exchange.getRequestBody());
    }
}
