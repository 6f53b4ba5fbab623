// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Interns the stacks of recorded allocations. A stack is known by 128 bits that mix the method, bytecode index and
 * class identity of each frame; only its first occurrence is decoded, and no class is kept. Lock-free: entries are
 * added by compare-and-set at the head of a chain and never removed.
 */
final class StackTable {
    /** Stacks beyond so many share one entry. */
    static final int CAPACITY = 1 << 17;

    private static final int BUCKETS = 1 << 15;
    private static final StackTraceElement[] OVERFLOW_FRAMES = {
        new StackTraceElement("runtime/pprof", "lostProfileEvent", null, -1)
    };

    private final AtomicReferenceArray<Stack> buckets = new AtomicReferenceArray<>(BUCKETS);
    private final AtomicInteger size = new AtomicInteger();
    private final Stack overflow = new Stack(0, 0, OVERFLOW_FRAMES, null);
    private final Class<?>[] own;
    private final int depth;

    /** A distinct stack; identity is equality. */
    static final class Stack {
        private final long high;
        private final long low;
        private final StackTraceElement[] frames;
        private final Stack next;

        private Stack(long high, long low, StackTraceElement[] frames, Stack next) {
            this.high = high;
            this.low = low;
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
     * @param depth frames kept, on the leaf side
     * @param own classes whose frames are left out at the leaf
     */
    StackTable(int depth, Class<?>... own) {
        this.depth = depth;
        this.own = own.clone();
    }

    /** The stack at which this was created, without its leading own frames. */
    Stack intern(Throwable here) {
        Object[] chunk = RawBacktrace.of(here);
        return chunk == null ? internDecoded(here) : internRaw(here, chunk);
    }

    private Stack internRaw(Throwable here, Object[] first) {
        long high = 0;
        long low = 0;
        int skipped = 0;
        int kept = 0;
        for (Object[] chunk = first; chunk != null && kept < depth; chunk = RawBacktrace.next(chunk)) {
            short[] methods = RawBacktrace.methods(chunk);
            int[] positions = RawBacktrace.positions(chunk);
            Object[] classes = RawBacktrace.classes(chunk);
            for (int i = 0; i < methods.length && kept < depth && classes[i] != null; i++) {
                if (kept == 0 && isOwn(classes[i])) {
                    skipped++;
                } else {
                    kept++;
                    long frame = (long) methods[i] << 32 ^ (positions[i] & 0xFFFF_FFFFL);
                    high = mix(high, frame);
                    low = mix(low, (long) System.identityHashCode(classes[i]) << 32 ^ frame);
                }
            }
        }
        Stack known = find(high, low);
        return known != null ? known : add(high, low, here.getStackTrace(), skipped);
    }

    /** Where the JVM's own form is not readable: each stack is decoded to know it. */
    private Stack internDecoded(Throwable here) {
        StackTraceElement[] frames = here.getStackTrace();
        int skipped = 0;
        while (skipped < frames.length && isOwn(frames[skipped].getClassName())) {
            skipped++;
        }
        long high = 0;
        long low = 0;
        for (int i = skipped; i < frames.length && i < skipped + depth; i++) {
            high = mix(high, frames[i].hashCode());
            low = mix(low, (long) frames[i].getMethodName().hashCode() << 32 ^ frames[i].hashCode());
        }
        Stack known = find(high, low);
        return known != null ? known : add(high, low, frames, skipped);
    }

    private Stack find(long high, long low) {
        for (Stack s = buckets.get(bucket(low)); s != null; s = s.next) {
            if (s.low == low && s.high == high) {
                return s;
            }
        }
        return null;
    }

    private Stack add(long high, long low, StackTraceElement[] all, int skipped) {
        if (size.get() >= CAPACITY || skipped >= all.length) {
            return overflow;
        }
        int end = Math.min(all.length, skipped + depth);
        StackTraceElement[] frames = OwnFrames.without(java.util.Arrays.copyOfRange(all, skipped, end));
        while (true) {
            Stack head = buckets.get(bucket(low));
            Stack added = new Stack(high, low, frames, head);
            if (buckets.compareAndSet(bucket(low), head, added)) {
                size.incrementAndGet();
                return added;
            }
            Stack known = find(high, low);
            if (known != null) {
                return known;
            }
        }
    }

    private boolean isOwn(Object type) {
        for (Class<?> c : own) {
            if (c == type) {
                return true;
            }
        }
        return false;
    }

    private boolean isOwn(String className) {
        for (Class<?> c : own) {
            if (c.getName().equals(className)) {
                return true;
            }
        }
        return false;
    }

    private static int bucket(long low) {
        return (int) (low >>> 40) & (BUCKETS - 1);
    }

    /** One round of a multiply-rotate hash; the odd constants are those of MurmurHash3's 128-bit form. */
    private static long mix(long hash, long value) {
        long k = value * 0x87C3_7B91_1142_53D5L;
        k = Long.rotateLeft(k, 31) * 0x4CF5_AD43_2745_937FL;
        return Long.rotateLeft(hash ^ k, 27) * 5 + 0x52DC_E729L;
    }
}
