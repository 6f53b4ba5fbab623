// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts garbage collections by the death of a sentinel: an object that nothing else refers to is gone exactly when a
 * collection has processed weak references, the same moment in which dead recorded objects are known to be dead.
 * Under generational ZGC only major collections do that, so there "the last collection" means the last major one.
 * {@link #now} may be called by any thread and never blocks.
 */
final class CollectionClock {
    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final AtomicBoolean advancing = new AtomicBoolean();
    private final AtomicInteger collections = new AtomicInteger();
    private volatile WeakReference<Object> sentinel = new WeakReference<>(new Object(), queue);

    /** Collections completed since the clock was made. */
    int now() {
        while (sentinel.refersTo(null)) {
            if (advancing.compareAndSet(false, true)) {
                try {
                    if (sentinel.refersTo(null)) {
                        sentinel = new WeakReference<>(new Object(), queue);
                        collections.getAndIncrement();
                    }
                } finally {
                    advancing.set(false);
                }
            } else {
                Thread.onSpinWait();
            }
        }
        return collections.get();
    }

    /** Blocks until a collection may have completed. */
    void await() throws InterruptedException {
        queue.remove();
    }
}
