// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.http.PprofServer;
import io.pprof4j.http.ServerSettings;
import io.pprof4j.recorder.QuietThread;
import io.pprof4j.tracer.HttpOptions;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** Starts the server beside the program: neither its classes nor the network hold up {@code main}. */
final class HttpStart extends QuietThread {
    private final HttpOptions options;
    private final boolean verbose;
    private final Instrumentation instrumentation;

    HttpStart(HttpOptions options, boolean verbose, Instrumentation instrumentation) {
        super("pprof4j-http-start");
        this.options = options;
        this.verbose = verbose;
        this.instrumentation = instrumentation;
    }

    /** The program goes on without a server if there is none to be had. */
    @Override
    protected void work() {
        try {
            ServerSettings settings = ServerSettings.parse(options.address()).withToken(options.token());
            ThreadContainerAccess.open(instrumentation);
            ThreadWatchStart.begin(instrumentation);
            start(options.allowRemote() ? settings.withRemote() : settings);
        } catch (IllegalArgumentException wrong) {
            System.err.println("pprof4j: option http=" + options.address() + " is ignored: " + wrong.getMessage());
        } catch (IOException | RuntimeException | Error failure) {
            System.err.println("pprof4j: no HTTP server: " + failure.getMessage());
        }
    }

    /** Never closed: it lives as long as the program. A port that the system chose would else be a secret. */
    @SuppressWarnings("resource")
    private void start(ServerSettings settings) throws IOException {
        PprofServer server = PprofServer.start(settings);
        if (verbose || settings.port() == 0) {
            System.err.println("pprof4j: serving " + server.url());
        }
    }
}
