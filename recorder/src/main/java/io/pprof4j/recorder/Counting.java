// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** All allocations since the recorder started, each counted at its own site: no stacks, and nothing about lives. */
final class Counting implements RecordedAllocations {
    /** Memory that the description of one counter takes, about. */
    private static final long COUNTER_BYTES = 64;

    private final ThreadRows rows;
    private final ObjectSizes sizes;
    private final OwnBytes ownBytes;
    private final LongSupplier jvmBytes;
    private final AtomicLong lost = new AtomicLong();
    private volatile long jvmBytesAtStart = -1;

    Counting(ToLongFunction<Class<?>> instanceBytes, LongSupplier threadBytes, LongSupplier jvmBytes) {
        this.sizes = new ObjectSizes(instanceBytes);
        this.ownBytes = new OwnBytes(threadBytes);
        this.jvmBytes = jvmBytes;
        this.rows = new ThreadRows(ownBytes);
        CountedSites.measureBy(sizes);
    }

    @Override
    public void begin() {
        ownBytes.reset();
        jvmBytesAtStart = jvmBytes.getAsLong();
    }

    @Override
    public void end() {
        rows.close();
        sizes.release();
    }

    @Override
    public long rate() {
        return 1;
    }

    @Override
    public OwnBytes ownBytes() {
        return ownBytes;
    }

    @Override
    public void lost() {
        lost.getAndIncrement();
    }

    @Override
    public long collections() {
        return -1;
    }

    /** The first counter of a site that knows its type; 0 if there are no more. */
    int counter(int site) throws ClassNotFoundException {
        int known = CountedSites.known(site);
        if (known != 0) {
            return known;
        }
        long begin = ownBytes.begin();
        int assigned = CountedSites.assign(site);
        ownBytes.end(begin);
        return assigned;
    }

    /** The first counter of a type at a site that takes any; 0 if there are no more. */
    int counter(int site, Class<?> type) {
        int known = CountedSites.known(site, type);
        if (known != 0) {
            return known;
        }
        long begin = ownBytes.begin();
        int assigned = CountedSites.assign(site, type);
        ownBytes.end(begin);
        return assigned;
    }

    ThreadRows rows() {
        return rows;
    }

    @Override
    public RecorderSnapshot snapshot(boolean active, long skippedClasses) {
        ownBytes.settle();
        long own = ownBytes.total();
        long jvm = jvmBytesAtStart < 0 ? -1 : jvmBytes.getAsLong() - jvmBytesAtStart;
        long[] sums = rows.sums();
        List<SiteCounts> counts = new ArrayList<>();
        for (int i = 1; i < sums.length; i++) {
            Counter counter = CountedSites.describe(i);
            if (counter != null && sums[i] > 0) {
                counts.add(counts(counter, sums[i], counter.hasBytes() ? sums[i + 1] : 0));
            }
        }
        return new RecorderSnapshot(active, 1, 0, 1, lost.get(), jvm, own, skippedClasses, 0, false, false, counts);
    }

    /** Arrays of several sizes are one row of their mean size. */
    @Override
    public List<long[]> sizes() {
        long[] sums = rows.sums();
        List<long[]> sizes = new ArrayList<>();
        for (int i = 1; i < sums.length; i++) {
            Counter counter = CountedSites.describe(i);
            if (counter != null && sums[i] > 0) {
                long size = counter.hasBytes()
                        ? sums[i + 1] / sums[i]
                        : counter.type().instanceBytes();
                sizes.add(new long[] {size, 1, sums[i], -1});
            }
        }
        sizes.add(new long[] {sums.length * (COUNTER_BYTES + Long.BYTES)});
        return sizes;
    }

    private static SiteCounts counts(Counter counter, long objects, long bytes) {
        AllocatedType type = counter.type();
        List<StackTraceElement> stack = List.of(counter.frame());
        return counter.hasBytes()
                ? SiteCounts.ofManySizes(stack, type.name(), objects, bytes)
                : new SiteCounts(stack, type.name(), type.instanceBytes(), 1, objects, 0);
    }
}
