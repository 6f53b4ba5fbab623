// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * The one recorder of this JVM, in the boot loader: entered by the hook through {@link HookEntry}, and controlled through
 * {@link RecorderLink}, for which every public method takes and returns JDK types only. These methods are an ABI
 * between versions: add, never change; {@link #abi} tells them apart.
 */
public final class Recorder {
    private static final int ABI = 3;
    private static final AtomicLong SKIPPED_CLASSES = new AtomicLong();
    private static final AtomicLong SKIPPED_METHODS = new AtomicLong();

    /** Null until the first start; kept when stopped, since profiles may still be asked for. */
    private static volatile RecordedAllocations recorded;

    /** The same as one of its two forms; null if it is the other or none. */
    private static volatile Recording recording;

    private static volatile Counting counting;

    private static volatile boolean active;
    private static volatile Runnable uninstaller;
    private static volatile BiFunction<Class<?>, byte[], byte[]> hiddenClasses;
    private static volatile LongConsumer instrumenter;
    private static volatile boolean instrumenting;

    /** Whether code is instrumented so that tallies count everything. */
    private static volatile boolean measuring;

    private static final Tallies TALLIES = new Tallies();

    /** Null while no allocation trace is written. */
    private static volatile TraceRing trace;

    private static Thread sweeper;

    private Recorder() {}

    /** Version of this class' public methods. */
    public static int abi() {
        return ABI;
    }

    /** All of this in JDK types, see {@link RecorderCalls}. */
    public static Object calls() {
        return RecorderCalls.INSTANCE;
    }

    /**
     * Measures of this JVM, before the hook class is initialised.
     *
     * @param arrayBases see {@link ArrayLayout#define}
     */
    public static void layout(int alignment, int referenceBytes, int... arrayBases) {
        ArrayLayout.define(alignment, referenceBytes, arrayBases);
    }

    /**
     * Starts recording; the hook must be installed. What an earlier recording holds is dropped.
     *
     * @param rate mean bytes between samples
     * @param stackDepth frames to keep
     * @param seed of the sampling
     * @param instanceBytes size of an instance of a class
     * @param threadBytes bytes allocated by the current thread; negative if unknown
     * @param jvmBytes bytes allocated by all threads so far; negative if unknown
     * @param collectorHoldsYoung see {@link HeldYoung}
     */
    public static synchronized void start(
            long rate,
            int stackDepth,
            long seed,
            ToLongFunction<Class<?>> instanceBytes,
            LongSupplier threadBytes,
            LongSupplier jvmBytes,
            BooleanSupplier collectorHoldsYoung) {
        Recording started = new Recording(
                new SampleClock(rate, seed),
                new StackTable(stackDepth, HookEntry.class, Recording.class),
                instanceBytes,
                threadBytes,
                jvmBytes);
        counting = null;
        recording = started;
        activate(started);
        sweeper = Sweeper.start(started, collectorHoldsYoung);
        begin(started);
    }

    /**
     * Starts counting every allocation at its own site; the hook must be installed. What an earlier recording holds is
     * dropped. The parameters are those of {@link #start}.
     */
    public static synchronized void startCounting(
            ToLongFunction<Class<?>> instanceBytes, LongSupplier threadBytes, LongSupplier jvmBytes) {
        Counting started = new Counting(instanceBytes, threadBytes, jvmBytes);
        recording = null;
        counting = started;
        activate(started);
        begin(started);
    }

    private static void activate(RecordedAllocations started) {
        recorded = started;
        active = true;
        redraw(true);
    }

    private static void begin(RecordedAllocations started) {
        started.begin();
        // This thread ran through the hooks before, and waits for what is left of a chunk.
        ThreadCountdown.current().countdown(Thread.currentThread(), 0);
    }

    /**
     * Runs through all that instrumented code can enter, while recording: a class that is first met there, on the way to
     * itself, would go in circles. At rate 2 every object is recorded, too, but as a sample; counting has no rate.
     */
    public static void warmUp() {
        SKIPPED_CLASSES.set(0);
        SKIPPED_METHODS.set(0);
        int type = typeIndex(null, "java.lang.Object");
        for (int rate = 1; rate <= 2; rate++) {
            if (recording != null) {
                recording.clock().rate(rate);
            }
            Object tally = recording == null ? null : beginTally(new Thread[] {Thread.currentThread()}, true);
            ThreadCountdown.warmUpAll(type);
            if (tally != null) {
                readTally(tally);
                endTally(tally);
            }
        }
        // What was recorded until here is pprof4j's own, so none of it has labels.
        new LabelSets().intern(ThreadLabels.current());
        snapshot();
        leave(enter());
    }

    /** Stops recording. The hook may still be entered by code that is not yet restored; it then does nothing. */
    public static synchronized void stop() {
        active = false;
        measuring = false;
        uninstaller = null;
        hiddenClasses = null;
        instrumenter = null;
        if (recorded != null) {
            recorded.end();
        }
        if (sweeper != null) {
            sweeper.interrupt();
            sweeper = null;
        }
    }

    public static boolean isActive() {
        return active;
    }

    /** What removes the instrumentation again, whichever class loader asks; null if nothing is installed. */
    public static Runnable uninstaller() {
        return uninstaller;
    }

    public static void uninstaller(Runnable remover) {
        uninstaller = remover;
    }

    /** Whether code is to be instrumented so that tallies count everything. */
    public static boolean isMeasuring() {
        return measuring;
    }

    /** Has all code instrumented, when this returns, so that tallies count everything: until {@link #stop}. */
    public static synchronized void measuring() {
        if (counting != null) {
            throw new IllegalStateException(
                    "allocations are counted in this JVM (alloccount=1): single threads cannot be measured then");
        }
        if (!active) {
            throw new IllegalStateException("allocations are not recorded in this JVM");
        }
        if (!measuring) {
            measuring = true;
            adapt(true, rate());
        }
    }

    /**
     * Counts every object that some threads allocate, from when this returns.
     *
     * @param threads null for all
     * @param following whether to know which of the objects are alive; then those whose constructors throw are left out
     * @return what {@link #readTally} and {@link #endTally} need
     */
    public static Object beginTally(Thread[] threads, boolean following) {
        Recording current = recording;
        if (!active || current == null) {
            throw new IllegalStateException("allocations are not recorded in this JVM");
        }
        long[] entered = enter();
        Tally tally = new Tally(threads, following ? current.clock() : null);
        TALLIES.begin(tally);
        leaveForTallies(entered);
        return tally;
    }

    public static void endTally(Object tally) {
        long[] entered = enter();
        TALLIES.end((Tally) tally);
        leaveForTallies(entered);
    }

    /** See {@link Tally#read}. */
    public static Object[] readTally(Object tally) {
        Recording current = recording;
        Tally read = (Tally) tally;
        return current == null ? read.read(0, 0) : current.read(read);
    }

    /** Whether this thread is covered may have changed: it is to draw anew, or to enter at each allocation. */
    private static void leaveForTallies(long[] entered) {
        if (entered[0] > 0 && !SampleClock.isQuiet((int) entered[0])) {
            entered[0] = 0;
        }
        leave(entered);
    }

    /** What instruments hidden classes: takes the lookup class and the class file, until {@link #stop}. */
    public static void hiddenClasses(BiFunction<Class<?>, byte[], byte[]> transformer) {
        hiddenClasses = transformer;
    }

    /**
     * What adapts the instrumentation to the rate: called with a new rate before it holds, so that it may wait, and with
     * 0 once nothing is recorded any more; until {@link #stop}.
     */
    public static void instrumenter(LongConsumer adapter) {
        instrumenter = adapter;
    }

    public static long rate() {
        RecordedAllocations current = recorded;
        return active && current != null ? current.rate() : 0;
    }

    /** At once for this thread and any that has not allocated, within {@link SampleClock#CHUNK} bytes for others. */
    public static synchronized void rate(long bytes) {
        Recording current = recording;
        if (current == null) {
            throw new IllegalStateException(
                    "every allocation is counted in this JVM (alloccount=1): there is no rate to set");
        }
        long[] entered = enter();
        boolean off = current.rate() == 0;
        try {
            adapt(bytes != 0, bytes);
            current.clock().rate(bytes);
            redraw(off);
            adapt(bytes == 0, bytes);
        } finally {
            if (off || (entered[0] > 0 && !SampleClock.isQuiet((int) entered[0]))) {
                entered[0] = 0;
            }
            leave(entered);
        }
    }

    private static void adapt(boolean now, long bytes) {
        LongConsumer adapter = instrumenter;
        if (now && adapter != null) {
            adapter.accept(bytes);
        }
    }

    public static int typeIndex(ClassLoader loader, String className) {
        return TypeTable.index(loader, className);
    }

    /**
     * The number of a site, for code that is instrumented for counting. See {@link CountedSites#number}.
     *
     * @param kind name of a {@link SiteKind}
     * @param className binary name of the class whose code allocates
     */
    public static int site(
            ClassLoader loader, String kind, String type, String className, String method, String file, int line) {
        return CountedSites.number(
                loader,
                SiteKind.valueOf(kind),
                type,
                new StackTraceElement(AllocatedType.sourceName(className), method, file, line));
    }

    public static void skippedClass() {
        SKIPPED_CLASSES.getAndIncrement();
    }

    /** Whether classes that were loaded before the tracer are still waiting to be instrumented. */
    public static void instrumenting(boolean underWay) {
        instrumenting = underWay;
    }

    public static void skippedMethods(long more) {
        SKIPPED_METHODS.getAndAdd(more);
    }

    /** Stops recording on this thread. Returns what {@link #leave} needs. */
    public static long[] enter() {
        RecordedAllocations current = recorded;
        ThreadCountdown countdown = ThreadCountdown.current();
        if (current == null || countdown == null) {
            return null;
        }
        Thread thread = Thread.currentThread();
        int before = countdown.countdown(thread);
        long[] entered = {before, -1};
        countdown.countdown(thread, SampleClock.QUIET);
        try {
            entered[1] = SampleClock.isQuiet(before) ? -1 : current.ownBytes().beginSection();
        } catch (Throwable overflow) {
            countdown.countdown(thread, before);
            throw overflow;
        }
        return entered;
    }

    /** Goes on where {@link #enter} stopped. */
    public static void leave(long[] entered) {
        RecordedAllocations current = recorded;
        if (entered == null || current == null) {
            return;
        }
        int before = (int) entered[0];
        try {
            if (!SampleClock.isQuiet(before)) {
                current.ownBytes().endSection(entered[1]);
            }
        } finally {
            ThreadCountdown.current().countdown(Thread.currentThread(), before);
        }
    }

    /** So many bytes, allocated since recording began, were not the application's either. */
    public static void own(long bytes) {
        RecordedAllocations current = recorded;
        if (current != null) {
            current.ownBytes().add(bytes);
        }
    }

    /** Collections seen since recording began; -1 if nothing was recorded. */
    public static long collections() {
        RecordedAllocations current = recorded;
        return current == null ? -1 : current.collections();
    }

    /** A {@link RecorderSnapshot} taken apart, in the order of its components; sites likewise. */
    public static Object[] snapshot() {
        RecordedAllocations current = recorded;
        if (current == null) {
            return null;
        }
        RecorderSnapshot s = current.snapshot(active, SKIPPED_CLASSES.get());
        Object[] sites = new Object[s.sites().size()];
        for (int i = 0; i < sites.length; i++) {
            SiteCounts c = s.sites().get(i);
            sites[i] = new Object[] {
                c.stack(),
                c.type(),
                c.sizeBytes(),
                c.rate(),
                c.allocObjects(),
                c.allocBytes(),
                c.inuseObjects(),
                c.labels()
            };
        }
        return new Object[] {
            s.active(),
            s.rate(),
            s.collections(),
            s.liveScale(),
            s.untracked(),
            s.jvmBytes(),
            s.ownBytes(),
            s.skippedClasses(),
            List.of(sites),
            SKIPPED_METHODS.get(),
            instrumenting,
            s.inuseFollowed()
        };
    }

    /** Null while no allocation trace is written. */
    static TraceRing trace() {
        return trace;
    }

    /** Begins an allocation trace, or ends it. What has not been taken from an earlier one is dropped. */
    public static void tracing(boolean on) {
        if (on && counting != null) {
            throw new IllegalStateException(
                    "allocations are counted in this JVM (alloccount=1), without stacks and deaths");
        }
        trace = on ? new TraceRing() : null;
    }

    /**
     * The next event of the allocation trace; for one thread only.
     *
     * @return of an object allocated its number, size in bytes, type, frames, the thread's number and name; of an object
     *     found dead the first two of these; of a collection nothing. Null if there is no event, or no trace
     */
    public static Object[] traced() {
        TraceRing current = trace;
        return current == null ? null : current.take();
    }

    /** Events that did not fit since this was last asked. */
    public static long traceDropped() {
        TraceRing current = trace;
        return current == null ? 0 : current.dropped();
    }

    /**
     * How many objects of which size: much cheaper than a snapshot.
     *
     * @return one row for each site: size in bytes, rate at which its objects were recorded, objects recorded, and those of
     *     them not yet found dead (negative if nobody follows them). Last a row with the memory of these tables, in bytes,
     *     only. Null if nothing was ever recorded
     */
    public static List<long[]> sizes() {
        RecordedAllocations current = recorded;
        return current == null ? null : current.sizes();
    }

    /** What the hook for objects adds to; null while nothing is recorded there. */
    static Recording activeRecording() {
        return active ? recording : null;
    }

    /** What the hook for counting adds to; null while nothing is counted. */
    static Counting activeCounting() {
        return active ? counting : null;
    }

    /** Also what no longer records; null before the first start. */
    static RecordedAllocations recorded() {
        return recorded;
    }

    static Tallies tallies() {
        return TALLIES;
    }

    /** Null while hidden classes are not instrumented. */
    static BiFunction<Class<?>, byte[], byte[]> hiddenClassTransformer() {
        return hiddenClasses;
    }

    /**
     * Makes all threads draw anew. Twice, since a thread that is just storing its own countdown wins the first time.
     *
     * @param all also those that are quiet or under construction, which an earlier recording has left so
     */
    private static void redraw(boolean all) {
        ThreadCountdown countdown = ThreadCountdown.current();
        Thread self = Thread.currentThread();
        for (int round = 0; round < 2; round++) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                int now = countdown.countdown(thread);
                if (thread != self && (all || (now >= 0 && !SampleClock.isQuiet(now)))) {
                    countdown.countdown(thread, 0);
                }
            }
        }
    }
}
