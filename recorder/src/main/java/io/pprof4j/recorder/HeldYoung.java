// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * Bounds the garbage that following objects keeps in the heap. Under generational ZGC a weak reference holds a young
 * object until the next major collection (JDK-8375615), and of large objects nearly every one is recorded. So there
 * only so many are followed that they hold at most 1/16 of the bytes allocated between two major collections. Other
 * collectors clear such references at every collection: there nothing is bounded. Thread-safe.
 */
final class HeldYoung {
    private static final int SHARE = 4;

    private volatile boolean holds;

    /** @param collectorHolds whether this JVM's collector keeps a young object that is weakly referred to */
    void learn(boolean collectorHolds) {
        holds = collectorHolds;
    }

    /** Binary logarithm of how many objects of this site one followed object is to stand for. */
    int exponent(AllocationSite site) {
        if (!holds) {
            return 0;
        }
        double recorded = -Math.expm1(-(double) site.sizeBytes() / site.rate());
        int exponent = 0;
        while (recorded > Math.scalb(1.0, exponent - SHARE)) {
            exponent++;
        }
        return exponent;
    }
}
