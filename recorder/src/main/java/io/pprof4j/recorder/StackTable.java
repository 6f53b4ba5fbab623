// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Interns the stacks of recorded allocations by their {@link StackKey}; only the first occurrence of a stack is decoded.
 * Lock-free: stacks are added by compare-and-set at the head of a chain and never removed.
 */
final class StackTable {
    /** Beyond so many stacks only the leaf frames of new ones are kept; beyond twice as many, none. */
    private static final int CAPACITY = 1 << 20;

    private static final int LEAF_DEPTH = 8;
    private static final int BUCKETS = 1 << 17;

    /** Stands for the frames that were not kept. */
    private static final StackTraceElement LOST = new StackTraceElement("runtime/pprof", "lostProfileEvent", null, -1);

    private final AtomicReferenceArray<Stack> buckets = new AtomicReferenceArray<>(BUCKETS);
    private final AtomicInteger size = new AtomicInteger();
    private final FrameTable frameTable = new FrameTable();
    private final Stack overflow = new Stack(new StackKey(0, 0, 0), new StackTraceElement[] {LOST}, null);
    private final Class<?>[] own;
    private final int depth;
    private final int capacity;

    /** A distinct stack; identity is equality. */
    static final class Stack {
        private final long high;
        private final long low;
        private final StackTraceElement[] frames;
        private final Stack next;

        private Stack(StackKey key, StackTraceElement[] frames, Stack next) {
            this.high = key.high();
            this.low = key.low();
            this.frames = frames;
            this.next = next;
        }

        /** Leaf first; null if it is pprof4j itself that allocates here. */
        StackTraceElement[] frames() {
            return frames;
        }

        int hash() {
            return (int) (low ^ (low >>> 32));
        }
    }

    /**
     * A table for this JVM.
     *
     * @param depth frames kept, on the leaf side
     * @param own classes whose frames are left out at the leaf
     */
    StackTable(int depth, Class<?>... own) {
        this(CAPACITY, depth, own);
    }

    StackTable(int capacity, int depth, Class<?>... own) {
        this.capacity = capacity;
        this.depth = depth;
        this.own = own.clone();
    }

    /** The stack at which this was created, without its leading own frames. */
    Stack intern(Throwable here) {
        StackKey key = StackKey.of(here, own, depth);
        Stack known = find(key);
        if (known != null) {
            return known;
        }
        if (size.get() < capacity) {
            return add(key, frames(here, key, depth));
        }
        StackKey leaf = StackKey.of(here, own, LEAF_DEPTH);
        Stack knownLeaf = find(leaf);
        if (knownLeaf != null) {
            return knownLeaf;
        }
        return size.get() < capacity * 2 ? add(leaf, leafFrames(here, leaf)) : overflow;
    }

    private StackTraceElement[] frames(Throwable here, StackKey key, int kept) {
        StackTraceElement[] all = here.getStackTrace();
        int start = Math.min(all.length, key.skipped());
        StackTraceElement[] frames =
                OwnFrames.without(Arrays.copyOfRange(all, start, Math.min(all.length, start + kept)));
        if (frames == null) {
            return null;
        }
        if (frames.length == 0) {
            return overflow.frames;
        }
        frameTable.intern(frames);
        return frames;
    }

    private StackTraceElement[] leafFrames(Throwable here, StackKey key) {
        StackTraceElement[] frames = frames(here, key, LEAF_DEPTH);
        if (frames == null) {
            return null;
        }
        StackTraceElement[] marked = Arrays.copyOf(frames, frames.length + 1);
        marked[frames.length] = LOST;
        return marked;
    }

    private Stack find(StackKey key) {
        for (Stack s = buckets.get(bucket(key)); s != null; s = s.next) {
            if (s.low == key.low() && s.high == key.high()) {
                return s;
            }
        }
        return null;
    }

    private Stack add(StackKey key, StackTraceElement[] frames) {
        while (true) {
            Stack head = buckets.get(bucket(key));
            Stack known = find(key);
            if (known != null) {
                return known;
            }
            Stack added = new Stack(key, frames, head);
            if (buckets.compareAndSet(bucket(key), head, added)) {
                size.incrementAndGet();
                return added;
            }
        }
    }

    private static int bucket(StackKey key) {
        return (int) (key.low() >>> 40) & (BUCKETS - 1);
    }
}
