// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** All allocation sites. Lock-free: sites are added by compare-and-set at the head of a chain and never removed. */
final class SiteTable {
    /** Of the heap profile's table. */
    static final int MANY = 1 << 16;

    /** Sites for each kin, about. */
    private static final int KIN_SHARE = 16;

    private final AtomicReferenceArray<AllocationSite> buckets;
    private final Kin.Table kin;
    private final LabelSets labelSets = new LabelSets();
    private final AtomicInteger size = new AtomicInteger();

    /** @param size of the table, a power of two of at most {@link #MANY} */
    SiteTable(int size) {
        buckets = new AtomicReferenceArray<>(size);
        kin = new Kin.Table(Math.max(1, size / KIN_SHARE));
    }

    /** @param threadLabels of the thread that allocates; null for none */
    AllocationSite intern(StackTable.Stack stack, String type, long sizeBytes, long rate, String[] threadLabels) {
        String[] labels = labelSets.intern(threadLabels);
        int bucket = bucket(stack, type, sizeBytes);
        while (true) {
            AllocationSite head = buckets.get(bucket);
            AllocationSite known = find(head, stack, type, sizeBytes, rate, labels);
            if (known != null) {
                return known;
            }
            AllocationSite added = new AllocationSite(stack, type, sizeBytes, rate, labels, kin(stack, type), head);
            if (buckets.compareAndSet(bucket, head, added)) {
                size.getAndIncrement();
                return added;
            }
        }
    }

    private Survival kin(StackTable.Stack stack, String type) {
        StackTraceElement[] frames = stack.frames();
        return kin.of(type, frames == null || frames.length == 0 ? null : frames[0]);
    }

    /** A site that is there; null if there is none. Threads have no labels here. */
    AllocationSite find(StackTable.Stack stack, String type, long sizeBytes, long rate) {
        AllocationSite head = buckets.get(bucket(stack, type, sizeBytes));
        return find(head, stack, type, sizeBytes, rate, labelSets.intern(null));
    }

    private static AllocationSite find(
            AllocationSite head, StackTable.Stack stack, String type, long sizeBytes, long rate, String[] labels) {
        for (AllocationSite s = head; s != null; s = s.next()) {
            if (s.matches(stack, type, sizeBytes, rate, labels)) {
                return s;
            }
        }
        return null;
    }

    int size() {
        return size.get();
    }

    boolean isEmpty() {
        for (int i = 0; i < buckets.length(); i++) {
            if (buckets.get(i) != null) {
                return false;
            }
        }
        return true;
    }

    List<AllocationSite> all() {
        List<AllocationSite> all = new ArrayList<>();
        for (int i = 0; i < buckets.length(); i++) {
            for (AllocationSite s = buckets.get(i); s != null; s = s.next()) {
                all.add(s);
            }
        }
        return all;
    }

    private int bucket(StackTable.Stack stack, String type, long sizeBytes) {
        int hash = (stack.hash() * 31 + type.hashCode()) * 31 + (int) (sizeBytes >>> 3);
        hash *= 0x9E37_79B9;
        return hash >>> 16 & (buckets.length() - 1);
    }
}
