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
    private static final int NO_SLOT = -1;

    private final SampleClock clock;
    private final ObjectSizes sizes;
    private final StackTable stacks;
    private final SiteTable sites = new SiteTable(SiteTable.MANY);
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

    /** An object was allocated that is not at hand; when every object is recorded it will be, once constructed. */
    int onNew(Thread thread, int before, int typeIndex) throws ClassNotFoundException {
        AllocatedType type = TypeTable.type(typeIndex, sizes);
        if (type == null) {
            return SampleClock.afterFailure(before);
        }
        Constructions outer = constructions(before);
        int after = clock.after(countdown(before, outer), type.instanceBytes());
        int now = collections.now();
        AllocationSite site = after < 0 ? record(type, type.instanceBytes(), clock.rate()) : null;
        int next = Math.abs(after);
        if (clock.rate() != 1) {
            untracked.getAndAdd(site == null ? 0 : 1);
            return goOn(before, outer, next);
        }
        if (outer != null) {
            outer.countdown(next);
            untracked.getAndAdd(outer.push(typeIndex, site, now));
            return before;
        }
        int slot = site == null ? NO_SLOT : constructions.take(thread, next);
        if (slot == NO_SLOT) {
            untracked.getAndAdd(site == null ? 0 : 1);
            return next;
        }
        constructions.ofCurrentThread(slot).push(typeIndex, site, now);
        return SampleClock.underConstruction(slot);
    }

    int onConstructed(int before, Object object, int typeIndex) {
        Constructions current = constructions(before);
        if (current == null) {
            return 0;
        }
        if (current.pop(typeIndex)) {
            long begin = ownBytes.begin();
            AllocationSite site = current.takeSite();
            if (object == null) {
                untracked.getAndIncrement();
            } else {
                live.add(object, site, current.collection(), 1);
            }
            ownBytes.end(begin);
        }
        return current.isEmpty() ? leave(SampleClock.slot(before), current) : before;
    }

    /** An object exists, of the type with this number. */
    int onMade(int before, int typeIndex, SoughtObject sought) throws ClassNotFoundException {
        AllocatedType type = TypeTable.type(typeIndex, sizes);
        if (type == null) {
            return SampleClock.afterFailure(before);
        }
        long size = type.instanceBytes();
        return sample(before, null, sought, type, size, size, clock.rate());
    }

    /** An array exists. Its size is known to the code that allocates it. */
    int onArray(int before, Class<?> arrayClass, int length, SoughtObject sought) {
        long size = ArrayLayout.size(arrayClass, length);
        return sample(before, null, sought, sizes.type(arrayClass), size, size, clock.rate());
    }

    /** An object exists whose size the code that allocates it does not know: it counted down the same for all. */
    int onInstance(int before, Class<?> instanceClass, SoughtObject sought) {
        AllocatedType type = sizes.type(instanceClass);
        long size = type.instanceBytes();
        long rate = SampleClock.rateFor(size, clock.rate());
        return sample(before, null, sought, type, size, SampleClock.INSTANCE_TICK, rate);
    }

    /** An object exists, and is passed. */
    int onObject(int before, Object object) {
        AllocatedType type = sizes.type(object.getClass());
        long size = sizes.sizeOf(object, type);
        return sample(before, object, null, type, size, size, clock.rate());
    }

    /**
     * Counts an object down, and records it if it is its turn.
     *
     * @param passed null if the hook may not pass the object
     * @param sought the object, if it is not passed
     * @param tick bytes to count down, which make an object of this size be recorded as at this rate
     */
    private int sample(
            int before, Object passed, SoughtObject sought, AllocatedType type, long size, long tick, long rate) {
        Constructions outer = constructions(before);
        int after = clock.after(countdown(before, outer), tick);
        if (after < 0) {
            int now = collections.now();
            AllocationSite site = record(type, size, rate);
            int scale = scale(site);
            if (scale != 0) {
                long begin = ownBytes.begin();
                follow(passed, sought, new Followed(this, live, type, site, now, scale));
                ownBytes.end(begin);
            }
        }
        return goOn(before, outer, Math.abs(after));
    }

    /**
     * Counts an object in a tally, if this event is the one that counts it: where {@code new} is told on its own, an object
     * whose constructor throws was allocated as well.
     */
    void tally(Tally tally, int event, Object passed, Class<?> type, int number, SoughtObject sought)
            throws ClassNotFoundException {
        boolean counts = switch (event) {
            case HookEntry.ALLOCATING -> !tally.follows();
            case HookEntry.NEW -> clock.rate() == 1 && !tally.follows();
            case HookEntry.MADE, HookEntry.CONSTRUCTED -> tally.follows();
            default -> true;
        };
        if (!counts) {
            return;
        }
        AllocatedType allocated = switch (event) {
            case HookEntry.ARRAY, HookEntry.INSTANCE -> sizes.type(type);
            case HookEntry.OBJECT -> sizes.type(passed.getClass());
            default -> TypeTable.type(number, sizes);
        };
        if (allocated == null) {
            return;
        }
        long size = switch (event) {
            case HookEntry.ARRAY -> ArrayLayout.size(type, number);
            case HookEntry.OBJECT -> sizes.sizeOf(passed, allocated);
            default -> allocated.instanceBytes();
        };
        long begin = ownBytes.begin();
        AllocationSite site = tally.count(stacks.intern(new Throwable()), allocated.name(), size);
        if (site != null && tally.follows()) {
            follow(passed, sought, new Followed(this, tally.live(), allocated, site, collections.now(), 1));
        }
        ownBytes.end(begin);
    }

    /** What was counted so far; see {@link Tally#read}. */
    Object[] read(Tally tally) {
        return tally.read(collections.now(), stacks.depth());
    }

    private static void follow(Object passed, SoughtObject sought, Followed followed) {
        if (passed == null && sought != null) {
            sought.follow(followed);
        } else {
            followed.found(passed);
        }
    }

    /** Types are as unique as classes are. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Object object, AllocatedType type) {
        return sizes.type(object.getClass()) == type;
    }

    /** Null if there are none, or they were left in the middle by a stack overflow. */
    private Constructions constructions(int before) {
        return SampleClock.isUnderConstruction(before) ? constructions.ofCurrentThread(SampleClock.slot(before)) : null;
    }

    private static int countdown(int before, Constructions outer) {
        return outer == null ? Math.max(0, before) : outer.countdown();
    }

    /** Only while every object is recorded do constructions stay: at another rate the thread is to count down again. */
    private int goOn(int before, Constructions outer, int next) {
        if (outer == null) {
            return next;
        }
        outer.countdown(next);
        return clock.rate() == 1 ? before : leave(SampleClock.slot(before), outer);
    }

    private int leave(int slot, Constructions left) {
        int countdown = left.countdown();
        untracked.getAndAdd(left.clear());
        constructions.giveBack(slot);
        return countdown;
    }

    /** Counts a sample. Returns its site, or null if pprof4j itself allocated the object. */
    private AllocationSite record(AllocatedType type, long size, long rate) {
        long begin = ownBytes.begin();
        AllocationSite site = null;
        StackTable.Stack stack = stacks.intern(new Throwable());
        if (stack.frames() != null) {
            site = sites.intern(stack, type.name(), size, rate, ThreadLabels.current());
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

    /** An object cannot be followed. */
    void untracked() {
        untracked.getAndIncrement();
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
                    site.allocated() * site.sizeBytes(),
                    inuse == null ? 0 : inuse[0],
                    List.of(site.labels())));
        }
        return new RecorderSnapshot(
                active, clock.rate(), now, live.heaviest(), untracked.get(), jvm, own, skippedClasses, counts);
    }

    @Override
    public List<long[]> sizes() {
        live.settle(collections.now());
        List<long[]> rows = new ArrayList<>();
        for (AllocationSite site : sites.all()) {
            long unfreed = site.unfreed(); // first, so that it is not the larger number
            rows.add(new long[] {site.sizeBytes(), site.rate(), site.allocated(), unfreed});
        }
        rows.add(new long[] {live.bytes() + stacks.bytes() + rows.size() * AllocationSite.BYTES});
        return rows;
    }
}
