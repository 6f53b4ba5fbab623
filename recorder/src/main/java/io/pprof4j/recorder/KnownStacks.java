// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which stack a {@link StackKey} stands for. A cache, since classes that are gone leave their keys behind: what nobody asks
 * for while a whole generation of keys fills up is forgotten, and has to be decoded again if it comes back. Lock-free.
 */
final class KnownStacks {
    private static final int FEW = 1 << 15;
    private static final int MANY = 1 << 21;

    /** In several class loaders the same stack has several keys. */
    private static final int PER_STACK = 4;

    private static final int KEY_BYTES = 40;
    private static final int REFERENCE_BYTES = 4;

    private final int few;
    private final AtomicInteger stacks;
    private final AtomicReference<Generations> generations;

    private record Known(long high, long low, StackTable.Stack stack, Known next) {}

    /** What was asked for goes from the earlier to the current. */
    private record Generations(Generation current, Generation earlier) {}

    /** @param stacks how many there are: the more, the more keys */
    KnownStacks(AtomicInteger stacks) {
        this(FEW, stacks);
    }

    /** @param few keys of a generation at least; a power of 2 */
    KnownStacks(int few, AtomicInteger stacks) {
        this.few = few;
        this.stacks = stacks;
        this.generations = new AtomicReference<>(new Generations(new Generation(few), new Generation(1)));
    }

    /** Null if it is not known, or not any more. */
    StackTable.Stack find(StackKey key) {
        Generations now = generations.get();
        StackTable.Stack stack = now.current.find(key);
        if (stack == null) {
            stack = now.earlier.find(key);
            if (stack != null) {
                add(key, stack);
            }
        }
        return stack;
    }

    void add(StackKey key, StackTable.Stack stack) {
        Generations now = generations.get();
        if (now.current.isFull()) {
            int wanted = Integer.highestOneBit(Math.min(MANY, PER_STACK * stacks.get()));
            Generation next = new Generation(Math.max(few, wanted));
            generations.compareAndSet(now, new Generations(next, now.current));
            now = generations.get();
        }
        now.current.add(key, stack);
    }

    int size() {
        Generations now = generations.get();
        return now.current.size.get() + now.earlier.size.get();
    }

    /** Memory of the keys, about. */
    long bytes() {
        Generations now = generations.get();
        return (long) size() * KEY_BYTES
                + (now.current.buckets.length() + now.earlier.buckets.length()) * (long) REFERENCE_BYTES;
    }

    /** Keys are added at the head of a chain. */
    private static final class Generation {
        private final AtomicReferenceArray<Known> buckets;
        private final AtomicInteger size = new AtomicInteger();

        /** @param capacity a power of 2 */
        Generation(int capacity) {
            this.buckets = new AtomicReferenceArray<>(capacity);
        }

        boolean isFull() {
            return size.get() >= buckets.length();
        }

        StackTable.Stack find(StackKey key) {
            for (Known k = buckets.get(bucket(key)); k != null; k = k.next) {
                if (k.low == key.low() && k.high == key.high()) {
                    return k.stack;
                }
            }
            return null;
        }

        void add(StackKey key, StackTable.Stack stack) {
            int bucket = bucket(key);
            while (find(key) == null) {
                Known head = buckets.get(bucket);
                if (buckets.compareAndSet(bucket, head, new Known(key.high(), key.low(), stack, head))) {
                    size.getAndIncrement();
                    return;
                }
            }
        }

        private int bucket(StackKey key) {
            return (int) (key.low() >>> 40) & (buckets.length() - 1);
        }
    }
}
