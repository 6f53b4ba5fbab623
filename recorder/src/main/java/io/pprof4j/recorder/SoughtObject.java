// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.ArrayList;
import java.util.List;

/**
 * The object of an event, which the hook may not pass and looks for only if somebody wants to follow it. It does so when
 * the recorder has returned: of all frames in between, the JVM would read the local variables, at a cost of its own for each.
 * For one thread.
 */
public final class SoughtObject {
    private final List<Followed> followed = new ArrayList<>(0);

    void follow(Followed one) {
        followed.add(one);
    }

    public boolean isWanted() {
        return !followed.isEmpty();
    }

    /** What {@link #found} needs: from here on, what the thread allocates is pprof4j's. */
    public long begin() {
        return followed.get(0).recording().ownBytes().begin();
    }

    /**
     * Hands the object over.
     *
     * @param object null if it was removed by the JIT
     */
    public void found(Object object, long begin) {
        for (Followed one : followed) {
            one.found(object);
        }
        followed.get(0).recording().ownBytes().end(begin);
    }
}
