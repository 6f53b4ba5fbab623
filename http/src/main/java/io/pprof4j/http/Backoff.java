// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.time.Duration;
import java.util.Random;

/**
 * How long to wait after failures: twice as long after each, up to a limit, and by chance up to a half less, so that the
 * processes that lost one server do not come back to it at once. For use by one thread.
 */
final class Backoff {
    private final Duration first;
    private final Duration most;
    private final Random random = new Random();
    private int failures;

    Backoff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    /** After one more failure. */
    Duration next() {
        Duration whole = first;
        for (int i = 0; i < failures && whole.compareTo(most) < 0; i++) {
            whole = whole.multipliedBy(2);
        }
        failures++;
        long nanos = (whole.compareTo(most) < 0 ? whole : most).toNanos();
        return Duration.ofNanos(nanos / 2 + (long) (random.nextDouble() * (nanos - nanos / 2)));
    }

    /** After a success. */
    void reset() {
        failures = 0;
    }
}
