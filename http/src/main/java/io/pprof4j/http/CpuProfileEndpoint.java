// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.runtime.CpuProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** {@code profile}: what uses the CPU within some seconds. */
final class CpuProfileEndpoint implements Endpoint {
    private static final int DEFAULT_SECONDS = 30;

    private final Span span = new Span("profile", "CPU profiling", CpuProfile::stop, CpuProfile::cancel);

    @Override
    public Reply answer(Request request, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        Query query = Query.parse(request.query(), Set.of("seconds", "hz"));
        Duration length = query.seconds(DEFAULT_SECONDS);
        int hz = query.number(
                "hz", CpuProfile.DEFAULT_HZ, 1, CpuProfile.MAX_HZ, "must be from 1 to " + CpuProfile.MAX_HZ);
        return span.measure(out -> CpuProfile.start(out, hz), length, client);
    }
}
