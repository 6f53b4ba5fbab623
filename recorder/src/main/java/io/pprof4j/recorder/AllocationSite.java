// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicLong;

/** One bucket of the heap profile: a stack, a type, an object size and the rate at which its samples were drawn. */
final class AllocationSite {
    /** Memory that one takes, with its counters, about. */
    static final long BYTES = 96;

    private final StackTable.Stack stack;
    private final String type;
    private final long sizeBytes;
    private final long rate;
    private final AllocationSite next;
    private final AtomicLong allocated = new AtomicLong();
    private final Survival survival = new Survival();

    AllocationSite(StackTable.Stack stack, String type, long sizeBytes, long rate, AllocationSite next) {
        this.stack = stack;
        this.type = type;
        this.sizeBytes = sizeBytes;
        this.rate = rate;
        this.next = next;
    }

    boolean matches(StackTable.Stack otherStack, String otherType, long otherSize, long otherRate) {
        return stack == otherStack && sizeBytes == otherSize && rate == otherRate && type.equals(otherType);
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

    Survival survival() {
        return survival;
    }

    long allocated() {
        return allocated.get();
    }
}
