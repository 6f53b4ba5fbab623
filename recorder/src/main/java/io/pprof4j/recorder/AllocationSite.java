// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One bucket of the heap profile: a stack, a type, an object size, the rate at which its samples were drawn, and the labels
 * of the threads that allocated.
 */
final class AllocationSite {
    /** Memory that one takes, with its counters, about. */
    static final long BYTES = 112;

    private final StackTable.Stack stack;
    private final String type;
    private final long sizeBytes;
    private final long rate;
    private final String[] labels;
    private final AllocationSite next;
    private final AtomicLong allocated = new AtomicLong();
    private final Survival survival;
    private volatile long unfreed;

    /**
     * A site without allocations.
     *
     * @param labels that {@link LabelSets} made one of
     * @param kin see {@link Kin}; null for none
     */
    AllocationSite(
            StackTable.Stack stack,
            String type,
            long sizeBytes,
            long rate,
            String[] labels,
            Survival kin,
            AllocationSite next) {
        this.stack = stack;
        this.type = type;
        this.sizeBytes = sizeBytes;
        this.rate = rate;
        this.labels = labels;
        this.survival = new Survival(kin);
        this.next = next;
    }

    boolean matches(
            StackTable.Stack otherStack, String otherType, long otherSize, long otherRate, String[] otherLabels) {
        return stack == otherStack
                && sizeBytes == otherSize
                && rate == otherRate
                && labels == otherLabels
                && type.equals(otherType);
    }

    void count() {
        allocated.getAndIncrement();
    }

    AllocationSite next() {
        return next;
    }

    StackTable.Stack stack() {
        return stack;
    }

    String type() {
        return type;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    long rate() {
        return rate;
    }

    String[] labels() {
        return labels;
    }

    Survival survival() {
        return survival;
    }

    long allocated() {
        return allocated.get();
    }

    /** Objects not yet found dead, however young, as of the last {@link LiveObjects#settle}. */
    long unfreed() {
        return unfreed;
    }

    /** So many more, under the lock of {@link LiveObjects}. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
    void unfreed(long more) {
        unfreed += more;
    }
}
