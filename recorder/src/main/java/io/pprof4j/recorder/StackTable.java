// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Interns the stacks of recorded allocations by their {@link StackKey}; as long as a key is known it is not decoded
 * again. Keys tell classes apart by identity, so the same frames have another key in each class loader: those share one
 * stack. Lock-free: stacks are added by compare-and-set at the head of a chain and never removed.
 */
final class StackTable {
    /** Beyond so many stacks only the leaf frames of new ones are kept; beyond twice as many, none. */
    private static final int CAPACITY = 1 << 20;

    private static final int LEAF_DEPTH = 8;

    /** Stacks that share a bucket when the table is full. */
    private static final int PER_BUCKET = 8;

    private static final int REFERENCE_BYTES = 4;

    /** Memory that a stack takes, without the frames. */
    private static final long STACK_BYTES = 40;

    /** Stands for the frames that were not kept. */
    private static final StackTraceElement LOST = new StackTraceElement("runtime/pprof", "lostProfileEvent", null, -1);

    private final AtomicReferenceArray<Stack> stacks;
    private final AtomicInteger size = new AtomicInteger();
    private final KnownStacks keys = new KnownStacks(size);
    private final AtomicInteger frameReferences = new AtomicInteger();
    private final FrameTable frameTable = new FrameTable();
    private final Stack overflow = new Stack(new StackTraceElement[] {LOST}, 0, null);
    private final Class<?>[] own;
    private final int depth;
    private final int capacity;

    /** A distinct stack; identity is equality. */
    static final class Stack {
        private final int hash;
        private final StackTraceElement[] frames;
        private final Stack next;

        private Stack(StackTraceElement[] frames, int hash, Stack next) {
            this.frames = frames;
            this.hash = hash;
            this.next = next;
        }

        /** Leaf first; null if it is pprof4j itself that allocates here. */
        StackTraceElement[] frames() {
            return frames;
        }

        int hash() {
            return hash;
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
        stacks = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(1, capacity / PER_BUCKET)));
    }

    /** The stack at which this was created, without its leading own frames. */
    Stack intern(Throwable here) {
        StackKey key = StackKey.of(here, own, depth);
        Stack stack = keys.find(key);
        if (stack == null) {
            stack = intern(frames(here, key));
            keys.add(key, stack);
        }
        return stack;
    }

    /** Frames that are kept of a stack at most. */
    int depth() {
        return depth;
    }

    /** Memory of the table, about. */
    long bytes() {
        return keys.bytes()
                + ((long) stacks.length() + frameReferences.get()) * REFERENCE_BYTES
                + size.get() * STACK_BYTES;
    }

    private StackTraceElement[] frames(Throwable here, StackKey key) {
        StackTraceElement[] all = here.getStackTrace();
        int start = Math.min(all.length, key.skipped());
        StackTraceElement[] frames =
                OwnFrames.without(Arrays.copyOfRange(all, start, Math.min(all.length, start + depth)));
        if (frames == null) {
            return null;
        }
        if (frames.length == 0) {
            return overflow.frames;
        }
        frameTable.intern(frames);
        return frames;
    }

    /** @param frames interned, so that equal ones are the same; null for pprof4j's own */
    private Stack intern(StackTraceElement[] frames) {
        Stack whole = intern(frames, capacity);
        if (whole != null) {
            return whole;
        }
        Stack leaf = intern(leaf(frames), capacity * 2);
        return leaf == null ? overflow : leaf;
    }

    private static StackTraceElement[] leaf(StackTraceElement[] frames) {
        if (frames == null) {
            return null;
        }
        int kept = Math.min(LEAF_DEPTH, frames.length);
        StackTraceElement[] marked = Arrays.copyOf(frames, kept + 1);
        marked[kept] = LOST;
        return marked;
    }

    /** Null for a new one where there are so many. */
    private Stack intern(StackTraceElement[] frames, int most) {
        int hash = hash(frames);
        int bucket = hash >>> 8 & (stacks.length() - 1);
        while (true) {
            Stack head = stacks.get(bucket);
            for (Stack s = head; s != null; s = s.next) {
                if (s.hash == hash && areSame(s.frames, frames)) {
                    return s;
                }
            }
            if (size.get() >= most) {
                return null;
            }
            Stack added = new Stack(frames, hash, head);
            if (stacks.compareAndSet(bucket, head, added)) {
                size.getAndIncrement();
                frameReferences.getAndAdd(frames == null ? 0 : frames.length);
                return added;
            }
        }
    }

    private static int hash(StackTraceElement[] frames) {
        int hash = 1;
        for (int i = 0; frames != null && i < frames.length; i++) {
            hash = 31 * hash + System.identityHashCode(frames[i]);
        }
        return hash * 0x9E37_79B9;
    }

    private static boolean areSame(StackTraceElement[] a, StackTraceElement[] b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (!isSame(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // interned
    private static boolean isSame(StackTraceElement a, StackTraceElement b) {
        return a == b;
    }
}
