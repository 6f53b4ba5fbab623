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
 * The one recorder of this JVM, in the boot loader: entered by the hook on application threads, and controlled through
 * {@link RecorderLink}, for which every public method takes and returns JDK types only. These methods are an ABI
 * between versions: add, never change; {@link #abi} tells them apart.
 */
public final class Recorder {
    private static final int ABI = 2;
    private static final AtomicLong SKIPPED_CLASSES = new AtomicLong();
    private static final AtomicLong SKIPPED_METHODS = new AtomicLong();

    /** Null until the first start; kept when stopped, since profiles may still be asked for. */
    private static volatile Recording recording;

    private static volatile boolean active;
    private static volatile Runnable uninstaller;
    private static volatile BiFunction<Class<?>, byte[], byte[]> hiddenClasses;
    private static volatile LongConsumer instrumenter;
    private static volatile boolean instrumenting;
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
        Class<?>[] own = ThreadCountdown.ownClasses(Recorder.class, Recording.class);
        recording = new Recording(
                new SampleClock(rate, seed), new StackTable(stackDepth, own), instanceBytes, threadBytes, jvmBytes);
        active = true;
        redraw(true);
        sweeper = Sweeper.start(recording, collectorHoldsYoung);
        recording.begin();
        // This thread ran through the hooks before, and waits for what is left of a chunk.
        ThreadCountdown.current().countdown(Thread.currentThread(), 0);
    }

    /**
     * Runs through all that instrumented code can enter, while recording: a class that is first met there, on the way to
     * itself, would go in circles. At rate 2 every object is recorded, too, but as a sample.
     */
    public static void warmUp() {
        SKIPPED_CLASSES.set(0);
        SKIPPED_METHODS.set(0);
        int type = typeIndex(null, "java.lang.Object");
        for (int rate = 1; rate <= 2; rate++) {
            recording.clock().rate(rate);
            ThreadCountdown.warmUpAll(type);
        }
        snapshot();
        leave(enter());
    }

    /** Stops recording. The hook may still be entered by code that is not yet restored; it then does nothing. */
    public static synchronized void stop() {
        active = false;
        uninstaller = null;
        hiddenClasses = null;
        instrumenter = null;
        if (recording != null) {
            recording.sizes().release();
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
        Recording current = recording;
        return active && current != null ? current.clock().rate() : 0;
    }

    /** At once for this thread and any that has not allocated, within {@link SampleClock#CHUNK} bytes for others. */
    public static synchronized void rate(long bytes) {
        long[] entered = enter();
        boolean off = recording.clock().rate() == 0;
        try {
            adapt(bytes != 0, bytes);
            recording.clock().rate(bytes);
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
        Recording current = recording;
        ThreadCountdown countdown = ThreadCountdown.current();
        if (current == null || countdown == null) {
            return null;
        }
        Thread thread = Thread.currentThread();
        int before = countdown.countdown(thread);
        countdown.countdown(thread, SampleClock.QUIET);
        return new long[] {
            before, SampleClock.isQuiet(before) ? -1 : current.ownBytes().beginSection()
        };
    }

    /** Goes on where {@link #enter} stopped. */
    public static void leave(long[] entered) {
        Recording current = recording;
        if (entered == null || current == null) {
            return;
        }
        int before = (int) entered[0];
        if (!SampleClock.isQuiet(before)) {
            current.ownBytes().endSection(entered[1]);
        }
        ThreadCountdown.current().countdown(Thread.currentThread(), before);
    }

    /** So many bytes, allocated since recording began, were not the application's either. */
    public static void own(long bytes) {
        Recording current = recording;
        if (current != null) {
            current.ownBytes().add(bytes);
        }
    }

    /** Collections seen since recording began; -1 if nothing was recorded. */
    public static long collections() {
        Recording current = recording;
        return current == null ? -1 : current.collections();
    }

    /** A {@link RecorderSnapshot} taken apart, in the order of its components; sites likewise. */
    public static Object[] snapshot() {
        Recording current = recording;
        if (current == null) {
            return null;
        }
        RecorderSnapshot s = current.snapshot(active, SKIPPED_CLASSES.get());
        Object[] sites = new Object[s.sites().size()];
        for (int i = 0; i < sites.length; i++) {
            SiteCounts c = s.sites().get(i);
            sites[i] = new Object[] {c.stack(), c.type(), c.sizeBytes(), c.rate(), c.allocObjects(), c.inuseObjects()};
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
            instrumenting
        };
    }

    /** Entered by the hook. Returns the thread's next countdown. */
    public static int onNew(Thread thread, int before, int type) throws ClassNotFoundException {
        if (SampleClock.isQuiet(before)) {
            return SampleClock.afterQuiet(before);
        }
        return active ? recording.onNew(thread, before, type) : SampleClock.WAIT;
    }

    /** Entered by the hook. Returns the next countdown, or a ticket for {@link #onHandedOver}. */
    public static int onFinished(int before, int type) {
        return active ? recording.onFinished(before, type) : SampleClock.WAIT;
    }

    /** Entered by the hook. Returns the next countdown, or a ticket for {@link #onHandedOver}. */
    public static int onArray(Thread thread, int before, Class<?> type, int length) {
        if (SampleClock.isQuiet(before)) {
            return SampleClock.afterQuiet(before);
        }
        return active ? recording.onArray(thread, before, type, length) : SampleClock.WAIT;
    }

    /** Entered by the hook. Returns the next countdown, or a ticket for {@link #onHandedOver}. */
    public static int onInstance(Thread thread, int before, Class<?> type) {
        if (SampleClock.isQuiet(before)) {
            return SampleClock.afterQuiet(before);
        }
        return active ? recording.onInstance(thread, before, type) : SampleClock.WAIT;
    }

    /** Entered by the hook with an object that was asked for. Returns the thread's next countdown. */
    public static int onHandedOver(int ticket, Object object) {
        return active ? recording.onHandedOver(ticket, object) : SampleClock.WAIT;
    }

    /** Entered by the hook for recording every object. Returns the thread's next countdown. */
    public static int onConstructed(int before, Object object, int type) {
        return active ? recording.onConstructed(before, object, type) : SampleClock.WAIT;
    }

    /** Entered by the hook for recording every object. Returns the thread's next countdown. */
    public static int onObject(int before, Object object) {
        if (SampleClock.isQuiet(before)) {
            return SampleClock.afterQuiet(before);
        }
        return active ? recording.onObject(before, object) : SampleClock.WAIT;
    }

    /** Entered by the hook. Returns the class file to define, which is the given one whenever something fails. */
    public static byte[] onHiddenClass(byte[] classFile, Class<?> lookup) {
        BiFunction<Class<?>, byte[], byte[]> transformer = hiddenClasses;
        if (transformer == null) {
            return classFile;
        }
        try {
            return transformer.apply(lookup, classFile);
        } catch (Throwable failure) {
            skippedClass();
            return classFile;
        }
    }

    /** Entered by the hook when recording failed. */
    public static void lost() {
        Recording current = recording;
        if (current != null) {
            current.lost();
        }
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
