// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.recorder.RecorderLink;
import java.util.List;

/**
 * Where threads parked, platform and virtual ones alike, as the agent sees it. A virtual thread that waits for the network
 * parks as well; that is no contention, and left out.
 */
final class Parks {
    private static final String NETWORK = "sun.nio.ch.Poller";

    private Parks() {}

    static List<Contentions.Row> all() {
        return RecorderLink.parks().stream()
                .map(Contentions.Row::of)
                .filter(row -> row.stack().stack().stream()
                        .noneMatch(frame -> frame.getClassName().equals(NETWORK)))
                .toList();
    }
}
