// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Everything that is known about the allocations since the recorder started. Called on application threads with the
 * countdown at {@link SampleClock#QUIET}: it allocates freely, but takes no lock that it could wait for.
 */
final class Recording {
    private final SampleClock clock;
    private final ObjectSizes sizes;
    private final StackTable stacks;
    private final SiteTable sites = new SiteTable();
    private final CollectionClock collections = new CollectionClock();
    private final LiveObjects live;
    private final ConstructionSlots constructions = new ConstructionSlots();
    private final OwnBytes ownBytes;
    private final LongSupplier jvmBytes;
    private volatile long jvmBytesAtStart = -1;
    private final AtomicLong untracked = new AtomicLong();

    Recording(
            SampleClock clock,
            StackTable stacks,
            ToLongFunction<Class<?>> instanceBytes,
            LongSupplier threadBytes,
            LongSupplier jvmBytes) {
        this.clock = clock;
        this.stacks = stacks;
        this.sizes = new ObjectSizes(instanceBytes);
        this.ownBytes = new OwnBytes(threadBytes);
        this.jvmBytes = jvmBytes;
        this.live = new LiveObjects(clock, liveCapacity(clock.rate()));
    }

    /** The last step of the start: what was allocated until now is nobody's. */
    void begin() {
        ownBytes.reset();
        jvmBytesAtStart = jvmBytes.getAsLong();
    }

    /** 256 k samples; when every object is one, as many as cost a sixteenth of the heap, at most 4 M. */
    private static int liveCapacity(long rate) {
        int samples = 1 << 18;
        long affordable = Runtime.getRuntime().maxMemory() >> 10;
        return rate == 1 ? (int) Math.max(samples, Math.min(1 << 22, affordable)) : samples;
    }

    /** An object was allocated and its constructor is about to run. Returns the thread's next countdown. */
    int onNew(Thread thread, int before, int typeIndex) throws ClassNotFoundException {
        AllocatedType type = TypeTable.type(typeIndex, sizes);
        if (type == null) {
            return SampleClock.afterFailure(before);
        }
        if (SampleClock.isUnderConstruction(before)) {
            return onNestedNew(before, typeIndex, type);
        }
        int after = clock.after(before, type.instanceBytes());
        if (after > 0) {
            return after;
        }
        AllocationSite site = record(type, type.instanceBytes());
        if (site == null) {
            return -after;
        }
        int slot = constructions.take(thread, -after);
        if (slot < 0) {
            untracked.getAndIncrement();
            return -after;
        }
        constructions.at(slot).push(typeIndex, site, collections.now());
        return SampleClock.underConstruction(slot);
    }

    private int onNestedNew(int before, int typeIndex, AllocatedType type) {
        int slot = SampleClock.slot(before);
        Constructions outer = constructions.at(slot);
        if (outer == null) {
            return 0;
        }
        int after = clock.after(outer.countdown(), type.instanceBytes());
        AllocationSite site = after < 0 ? record(type, type.instanceBytes()) : null;
        outer.countdown(Math.abs(after));
        untracked.getAndAdd(outer.push(typeIndex, site, collections.now()));
        if (clock.rate() != 1 && outer.isOverdue()) {
            untracked.getAndAdd(outer.clear());
            return leave(slot, outer);
        }
        return before;
    }

    /** A constructor returned on a thread that has {@link Constructions}. Returns the thread's next countdown. */
    int onConstructed(int before, Object object, int typeIndex) {
        int slot = SampleClock.slot(before);
        Constructions current = constructions.at(slot);
        if (current == null) {
            return 0;
        }
        int index = current.pop(typeIndex);
        if (index >= 0) {
            AllocationSite site = current.takeSite(index);
            if (site != null && object != null) {
                track(object, site, current.collection(index));
            } else if (site != null) {
                untracked.getAndIncrement();
            }
        }
        return current.isEmpty() ? leave(slot, current) : before;
    }

    private int leave(int slot, Constructions left) {
        int countdown = left.countdown();
        left.clear();
        constructions.giveBack(slot);
        return countdown;
    }

    /** An object exists. Returns the thread's next countdown. */
    int onObject(int before, Object object) {
        AllocatedType type = sizes.type(object.getClass());
        long size = sizes.sizeOf(object, type);
        Constructions outer =
                SampleClock.isUnderConstruction(before) ? constructions.at(SampleClock.slot(before)) : null;
        int after = clock.after(outer == null ? before : outer.countdown(), size);
        if (after < 0) {
            int now = collections.now();
            AllocationSite site = record(type, size);
            if (site != null) {
                track(object, site, now);
            }
        }
        if (outer == null) {
            return Math.abs(after);
        }
        outer.countdown(Math.abs(after));
        return before;
    }

    /** Counts a sample. Returns its site, or null if pprof4j itself allocated the object. */
    private AllocationSite record(AllocatedType type, long size) {
        long begin = ownBytes.begin();
        AllocationSite site = null;
        StackTable.Stack stack = stacks.intern(new Throwable());
        if (stack.frames() != null) {
            site = sites.intern(stack, type.name(), size, clock.rate());
            site.count();
        } else {
            ownBytes.add(clock.standsFor(size));
        }
        ownBytes.end(begin);
        return site;
    }

    private void track(Object object, AllocationSite site, int collection) {
        long begin = ownBytes.begin();
        live.add(object, site, collection);
        ownBytes.end(begin);
    }

    void lost() {
        untracked.getAndIncrement();
    }

    ObjectSizes sizes() {
        return sizes;
    }

    SampleClock clock() {
        return clock;
    }

    OwnBytes ownBytes() {
        return ownBytes;
    }

    /** Blocks until a collection may have completed, then forgets what it found dead. */
    void sweepAfterCollection() throws InterruptedException {
        collections.await();
        collections.now();
        live.sweep();
        untracked.getAndAdd(constructions.reclaimAbandoned());
        ownBytes.settle();
    }

    /** Collections so far; -1 if nothing was recorded yet. */
    long collections() {
        return sites.isEmpty() ? -1 : collections.now();
    }

    RecorderSnapshot snapshot(boolean active, long skippedClasses) {
        ownBytes.settle();
        long own = ownBytes.total();
        long jvm = jvmBytesAtStart < 0 ? -1 : jvmBytes.getAsLong() - jvmBytesAtStart;
        int now = collections.now();
        Map<AllocationSite, long[]> alive = live.countAlive(now);
        List<SiteCounts> counts = new ArrayList<>();
        for (AllocationSite site : sites.all()) {
            long[] inuse = alive.get(site);
            counts.add(new SiteCounts(
                    List.of(site.stack().frames()),
                    site.type(),
                    site.sizeBytes(),
                    site.rate(),
                    site.allocated(),
                    inuse == null ? 0 : inuse[0]));
        }
        return new RecorderSnapshot(
                active, clock.rate(), now, live.heaviest(), untracked.get(), jvm, own, skippedClasses, counts);
    }
}
