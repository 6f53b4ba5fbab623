// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves /debug/pprof/ when it is mapped to /debug/pprof/*; who may ask is the application's business. */
public class PprofServlet extends HttpServlet {
    private static final PprofEndpoints ENDPOINTS = new PprofEndpoints();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() == null) {
            // Without the slash the links of the index would lead elsewhere.
            response.sendRedirect(request.getRequestURI() + "/");
            return;
        }
        Reply reply = ENDPOINTS.answer(
                request.getMethod(), request.getPathInfo(), request.getQueryString(), request.getInputStream());
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setContentLength(reply.body().length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(reply.body());
        }
    }
}
