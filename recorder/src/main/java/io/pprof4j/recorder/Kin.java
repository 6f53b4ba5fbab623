// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What became of the objects of one type that one line allocates, whoever called it and whatever their size.
 *
 * @param line null where the stack is not known
 */
record Kin(String type, StackTraceElement line, Survival survival, Kin next) {

    /** Lock-free: kin are added by compare-and-set at the head of a chain and never removed. */
    static final class Table {
        private final AtomicReferenceArray<Kin> buckets;

        /** @param size a power of two */
        Table(int size) {
            buckets = new AtomicReferenceArray<>(size);
        }

        Survival of(String type, StackTraceElement line) {
            int hash = (type.hashCode() * 31 + (line == null ? 0 : line.hashCode())) * 0x9E37_79B9;
            int bucket = hash >>> 16 & (buckets.length() - 1);
            while (true) {
                Kin head = buckets.get(bucket);
                for (Kin kin = head; kin != null; kin = kin.next) {
                    if (kin.matches(type, line)) {
                        return kin.survival;
                    }
                }
                Kin added = new Kin(type, line, new Survival(null), head);
                if (buckets.compareAndSet(bucket, head, added)) {
                    return added.survival;
                }
            }
        }
    }

    private boolean matches(String otherType, StackTraceElement otherLine) {
        return type.equals(otherType) && (line == null ? otherLine == null : line.equals(otherLine));
    }
}
