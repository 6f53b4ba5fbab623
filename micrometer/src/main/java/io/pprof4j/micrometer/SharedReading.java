// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.micrometer;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A reading that whoever asks within a second shares: a registry asks meter by meter. Guarded by this. */
final class SharedReading {
    private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<? extends Map<String, Double>> reader;
    private final LongSupplier nanoTime;
    private Map<String, Double> last = Map.of();
    private long readAt;

    /** @param nanoTime the clock */
    SharedReading(Supplier<? extends Map<String, Double>> reader, LongSupplier nanoTime) {
        this.reader = reader;
        this.nanoTime = nanoTime;
    }

    synchronized Map<String, Double> now() {
        long now = nanoTime.getAsLong();
        if (last.isEmpty() || now - readAt >= SHARED_NANOS) {
            last = reader.get();
            readAt = now;
        }
        return last;
    }
}
