// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.leak;

import java.util.HashMap;
import java.util.Map;

/**
 * The culprit: a cache from which nothing is ever removed. Not thread-safe.
 *
 * <p>What to see: {@link #remember} allocates little at a time, so it hides in {@code alloc_space}. Nothing of it dies,
 * so it is nearly all of {@code inuse_space}; and of two such profiles, taken a while apart, it is the difference.
 */
final class SessionCache {
    private static final int STATE_BYTES = 1_000;

    private final Map<Integer, byte[]> stateBySession = new HashMap<>();

    /** Keeps the state of a session. A cache without a leak would forget it when the session ends. */
    void remember(int session) {
        stateBySession.put(session, new byte[STATE_BYTES]);
    }

    int size() {
        return stateBySession.size();
    }
}
