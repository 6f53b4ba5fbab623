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
final class Recording implements RecordedAllocations {
    /** In the place of a type's number: an array, or an object that was constructed before it is asked for. */
    private static final int EXISTING = -1;

    private final SampleClock clock;
    private final ObjectSizes sizes;
    private final StackTable stacks;
    private final SiteTable sites = new SiteTable();
    private final CollectionClock collections = new CollectionClock();
    private final LiveObjects live;
    private final ConstructionSlots constructions = new ConstructionSlots();
    private final HeldYoung heldYoung = new HeldYoung();
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

    @Override
    public void begin() {
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
        AllocationSite site = record(type, type.instanceBytes(), clock.rate());
        int scale = scale(site);
        if (scale == 0) {
            return -after;
        }
        int slot = constructions.take(thread, -after);
        if (slot < 0) {
            untracked.getAndIncrement();
            return -after;
        }
        constructions.ofCurrentThread(slot).push(typeIndex, site, collections.now(), scale);
        return SampleClock.underConstruction(slot);
    }

    private int onNestedNew(int before, int typeIndex, AllocatedType type) {
        int slot = SampleClock.slot(before);
        Constructions outer = constructions.ofCurrentThread(slot);
        if (outer == null) {
            return 0;
        }
        int after = clock.after(outer.countdown(), type.instanceBytes());
        AllocationSite site = after < 0 ? record(type, type.instanceBytes(), clock.rate()) : null;
        int scale = scale(site);
        outer.countdown(Math.abs(after));
        untracked.getAndAdd(outer.push(typeIndex, scale == 0 ? null : site, collections.now(), scale));
        if (clock.rate() != 1 && outer.isOverdue()) {
            untracked.getAndAdd(outer.clear());
            return leave(slot, outer);
        }
        return before;
    }

    /** A constructor returned on a thread that has {@link Constructions}. */
    int onFinished(int before, int typeIndex) {
        int slot = SampleClock.slot(before);
        Constructions current = constructions.ofCurrentThread(slot);
        if (current == null) {
            return 0;
        }
        if (current.pop(typeIndex)) {
            return ask(slot, current);
        }
        return goOn(slot, current);
    }

    int onConstructed(int before, Object object, int typeIndex) {
        Constructions current = constructions.ofCurrentThread(SampleClock.slot(before));
        if (current == null) {
            return 0;
        }
        if (current.pop(typeIndex)) {
            long begin = ownBytes.begin();
            follow(object, current);
            ownBytes.end(begin);
        }
        return goOn(SampleClock.slot(before), current);
    }

    /** An array exists. Its size is known to the code that allocates it. */
    int onArray(Thread thread, int before, Class<?> arrayClass, int length) {
        AllocatedType type = sizes.type(arrayClass);
        long size = ArrayLayout.size(arrayClass, length);
        return onUnknown(thread, before, type, size, size, clock.rate());
    }

    /** An object exists whose size the code that allocates it does not know. */
    int onInstance(Thread thread, int before, Class<?> instanceClass) {
        AllocatedType type = sizes.type(instanceClass);
        long size = type.instanceBytes();
        return onUnknown(
                thread, before, type, size, SampleClock.INSTANCE_TICK, SampleClock.rateFor(size, clock.rate()));
    }

    /** @param tick bytes to count down, which make an object of this size be recorded as at this rate */
    private int onUnknown(Thread thread, int before, AllocatedType type, long size, long tick, long rate) {
        boolean nested = SampleClock.isUnderConstruction(before);
        Constructions current = nested ? constructions.ofCurrentThread(SampleClock.slot(before)) : null;
        if (nested && current == null) {
            return 0;
        }
        int after = clock.after(nested ? current.countdown() : before, tick);
        AllocationSite site = after < 0 ? record(type, size, rate) : null;
        int scale = scale(site);
        int next = Math.abs(after);
        if (nested) {
            current.countdown(next);
        }
        if (scale == 0) {
            return nested ? before : next;
        }
        int slot = nested ? SampleClock.slot(before) : constructions.take(thread, next);
        if (slot < 0) {
            untracked.getAndIncrement();
            return next;
        }
        Constructions asked = constructions.ofCurrentThread(slot);
        untracked.getAndAdd(asked.push(EXISTING, site, collections.now(), scale));
        asked.pop(EXISTING);
        return ask(slot, asked);
    }

    private int ask(int slot, Constructions asked) {
        asked.handOverBegan(ownBytes.begin());
        return SampleClock.wanted(slot);
    }

    /** The object that was asked for last on this thread. */
    int onHandedOver(int ticket, Object object) {
        int slot = SampleClock.slot(ticket);
        Constructions current = constructions.ofCurrentThread(slot);
        if (current == null) {
            return 0;
        }
        follow(object, current);
        ownBytes.end(current.handOverBegan());
        return goOn(slot, current);
    }

    private void follow(Object object, Constructions popped) {
        AllocationSite site = popped.takeSite();
        if (object == null) {
            untracked.getAndIncrement();
        } else if (site != null) {
            live.add(object, site, popped.collection(), popped.scale());
        }
    }

    private int goOn(int slot, Constructions current) {
        return current.isEmpty() ? leave(slot, current) : SampleClock.underConstruction(slot);
    }

    private int leave(int slot, Constructions left) {
        int countdown = left.countdown();
        left.clear();
        constructions.giveBack(slot);
        return countdown;
    }

    /** An object exists, and every object is recorded. Returns the thread's next countdown. */
    int onObject(int before, Object object) {
        AllocatedType type = sizes.type(object.getClass());
        long size = sizes.sizeOf(object, type);
        boolean nested = SampleClock.isUnderConstruction(before);
        Constructions outer = nested ? constructions.ofCurrentThread(SampleClock.slot(before)) : null;
        int after = clock.after(outer == null ? Math.max(0, before) : outer.countdown(), size);
        if (after < 0) {
            int now = collections.now();
            AllocationSite site = record(type, size, clock.rate());
            if (site != null) {
                long begin = ownBytes.begin();
                live.add(object, site, now, 1);
                ownBytes.end(begin);
            }
        }
        if (outer == null) {
            return Math.abs(after);
        }
        outer.countdown(Math.abs(after));
        return before;
    }

    /** Counts a sample. Returns its site, or null if pprof4j itself allocated the object. */
    private AllocationSite record(AllocatedType type, long size, long rate) {
        long begin = ownBytes.begin();
        AllocationSite site = null;
        StackTable.Stack stack = stacks.intern(new Throwable());
        if (stack.frames() != null) {
            site = sites.intern(stack, type.name(), size, rate);
            site.count();
        } else {
            ownBytes.add(SampleClock.standsFor(size, rate));
        }
        ownBytes.end(begin);
        return site;
    }

    /**
     * Chooses whether the object that was just recorded is followed.
     *
     * @param site null if the object was not recorded
     * @return how many recorded objects it then stands for; 0 if it is not followed
     */
    private int scale(AllocationSite site) {
        if (site == null) {
            return 0;
        }
        int exponent = site.rate() == 1 ? 0 : Math.max(site.survival().exponent(), heldYoung.exponent(site));
        int scale = 1 << exponent;
        if (exponent == 0 || (clock.random() & (scale - 1)) == 0) {
            return scale;
        }
        TraceRing trace = Recorder.trace();
        if (trace != null) {
            trace.allocated(site);
        }
        return 0;
    }

    @Override
    public void lost() {
        untracked.getAndIncrement();
    }

    @Override
    public void end() {
        sizes.release();
    }

    @Override
    public long rate() {
        return clock.rate();
    }

    SampleClock clock() {
        return clock;
    }

    HeldYoung heldYoung() {
        return heldYoung;
    }

    @Override
    public OwnBytes ownBytes() {
        return ownBytes;
    }

    /** Blocks until a collection may have completed, then forgets what it found dead. */
    void sweepAfterCollection() throws InterruptedException {
        collections.await();
        TraceRing trace = Recorder.trace();
        if (trace != null) {
            trace.collected();
        }
        live.sweep(collections.now());
        untracked.getAndAdd(constructions.reclaimAbandoned());
        ownBytes.settle();
    }

    @Override
    public long collections() {
        return sites.isEmpty() ? -1 : collections.now();
    }

    @Override
    public RecorderSnapshot snapshot(boolean active, long skippedClasses) {
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

    @Override
    public List<long[]> sizes() {
        Map<AllocationSite, long[]> alive = live.countUnfreed();
        List<long[]> rows = new ArrayList<>();
        for (AllocationSite site : sites.all()) {
            long[] unfreed = alive.get(site);
            rows.add(new long[] {site.sizeBytes(), site.rate(), site.allocated(), unfreed == null ? 0 : unfreed[0]});
        }
        return rows;
    }

    @Override
    public long tableBytes() {
        return live.bytes() + stacks.bytes() + sites.all().size() * AllocationSite.BYTES;
    }
}
