// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A lock that never parks: application threads take it at any allocation, also where a virtual thread must not be
 * unmounted. What is done under it is short, and calls nothing that is instrumented and could come back here.
 */
final class SpinLock {
    private final AtomicBoolean held = new AtomicBoolean();

    void lock() {
        while (held.get() || !held.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
    }

    void unlock() {
        held.set(false);
    }
}
