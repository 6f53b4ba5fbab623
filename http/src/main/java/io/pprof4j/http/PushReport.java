// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.net.URI;

/** Says on stderr when pushing begins to fail and when it works again, a line each. For use by one thread. */
final class PushReport {
    private final URI server;
    private boolean failing;
    private long lost;

    PushReport(URI server) {
        this.server = server;
    }

    /** @param reason why something could not be sent */
    void failed(String reason) {
        if (!failing) {
            failing = true;
            System.err.println("pprof4j: cannot push profiles to " + server + ": " + reason);
        }
    }

    /** @param count of profiles that will not be sent any more */
    void lost(long count) {
        lost += count;
    }

    void succeeded() {
        if (failing) {
            failing = false;
            System.err.println("pprof4j: profiles are pushed to " + server + " again; lost meanwhile: " + lost);
            lost = 0;
        }
    }
}
