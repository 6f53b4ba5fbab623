// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import java.util.function.LongSupplier;

/** How long the agent has kept {@code main} waiting, in nanoseconds: until now, or in all once it has let go. */
final class MainDelay implements LongSupplier {
    private final long began = System.nanoTime();
    private volatile long total = -1;

    void end() {
        total = System.nanoTime() - began;
    }

    @Override
    public long getAsLong() {
        long ended = total;
        return ended >= 0 ? ended : System.nanoTime() - began;
    }
}
