// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeType;

/** Serves /actuator/pprof/heap and the other profiles; who may ask is the application's business. */
@Component
@WebEndpoint(id = "pprof")
public class PprofActuator {
    private static final PprofEndpoints ENDPOINTS = new PprofEndpoints();

    private final HttpServletRequest request;

    /** Spring passes one that always stands for the request under way. */
    public PprofActuator(HttpServletRequest request) {
        this.request = request;
    }

    @ReadOperation(produces = {"application/octet-stream", "text/plain"})
    public WebEndpointResponse<byte[]> profile(@Selector String name) throws IOException {
        Reply reply = ENDPOINTS.answer("GET", "/" + name, request.getQueryString(), InputStream.nullInputStream());
        MimeType type = MimeType.valueOf(reply.headers().get("Content-Type"));
        return new WebEndpointResponse<>(reply.body(), reply.status(), type);
    }
}
