// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The way from any class loader to the one {@link Recorder} that the agent defined in the boot loader. This class may
 * exist many times (an application's class path, a web application, the agent), the recorder only once; so all calls
 * go through the boot loader by name and carry JDK types only. Thread-safe.
 */
public final class RecorderLink {
    private static final int ABI = 3;
    private static final String RECORDER = "io.pprof4j.recorder.Recorder";
    private static final String NOT_RECORDED = "allocations are not recorded in this JVM:"
            + " start it with -javaagent:pprof4j.jar or call Tracer.install()";

    private static volatile RecorderLink found;

    private final BiFunction<String, Object[], Object> calls;
    private final Supplier<long[]> enter;
    private final Consumer<long[]> leave;

    /** @param calls the {@link RecorderCalls} of the boot loader, which this class may not be able to name */
    @SuppressWarnings("unchecked")
    private RecorderLink(Object calls) {
        this.calls = (BiFunction<String, Object[], Object>) calls;
        this.enter = (Supplier<long[]>) calls;
        this.leave = (Consumer<long[]>) calls;
    }

    /** The recorder, or null if none was ever started in this JVM. */
    private static RecorderLink find() {
        RecorderLink link = found;
        if (link == null) {
            Class<?> recorder = bootRecorder();
            if (recorder == null) {
                return null;
            }
            link = connect(recorder);
            found = link;
        }
        return link;
    }

    private static Class<?> bootRecorder() {
        try {
            return Class.forName(RECORDER, true, null);
        } catch (ClassNotFoundException noAgent) {
            return null;
        }
    }

    private static RecorderLink connect(Class<?> recorder) {
        try {
            int abi = (int) recorder.getMethod("abi").invoke(null);
            if (abi != ABI) {
                throw new IllegalStateException("the pprof4j agent in this JVM speaks recorder version " + abi
                        + ", this library version " + ABI + ": use the same pprof4j version for both");
            }
            return new RecorderLink(recorder.getMethod("calls").invoke(null));
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("cannot reach the pprof4j recorder: " + failure, failure);
        }
    }

    private static RecorderLink require() {
        RecorderLink link = find();
        if (link == null) {
            throw new IllegalStateException(NOT_RECORDED);
        }
        return link;
    }

    /** Whether allocations are being recorded now. */
    public static boolean isActive() {
        RecorderLink link = find();
        return link != null && (boolean) link.call("isActive");
    }

    /** The counts of now; {@link RecorderSnapshot#inactive()} without a recorder. About 1 ms per 256 k live objects. */
    public static RecorderSnapshot snapshot() {
        RecorderLink link = find();
        Object[] values = link == null ? null : (Object[]) link.call("snapshot");
        return values == null ? RecorderSnapshot.inactive() : unpack(values);
    }

    private static RecorderSnapshot unpack(Object[] values) {
        List<SiteCounts> sites = new ArrayList<>();
        for (Object site : (List<?>) values[8]) {
            Object[] c = (Object[]) site;
            sites.add(new SiteCounts(
                    frames((List<?>) c[0]),
                    (String) c[1],
                    (long) c[2],
                    (long) c[3],
                    (long) c[4],
                    (long) c[5],
                    (long) c[6],
                    texts((List<?>) c[7])));
        }
        return new RecorderSnapshot(
                (boolean) values[0],
                (long) values[1],
                (long) values[2],
                (int) values[3],
                (long) values[4],
                (long) values[5],
                (long) values[6],
                (long) values[7],
                (long) values[9],
                (boolean) values[10],
                (boolean) values[11],
                sites);
    }

    private static List<StackTraceElement> frames(List<?> frames) {
        List<StackTraceElement> typed = new ArrayList<>(frames.size());
        for (Object frame : frames) {
            typed.add((StackTraceElement) frame);
        }
        return typed;
    }

    private static List<String> texts(List<?> texts) {
        return texts.stream().map(String.class::cast).toList();
    }

    /** Objects by size and rate. See {@link Recorder#sizes}; empty without a recorder. */
    @SuppressWarnings("unchecked")
    public static List<long[]> sizes() {
        RecorderLink link = find();
        List<long[]> sizes = link == null ? null : (List<long[]>) link.call("sizes");
        return sizes == null ? List.of() : sizes;
    }

    /** Collections seen since recording began; -1 if nothing was recorded. Much cheaper than a snapshot. */
    public static long collections() {
        RecorderLink link = find();
        return link == null ? -1 : (long) link.call("collections");
    }

    /** Mean bytes between samples; 0 without a recorder. */
    public static long rate() {
        RecorderLink link = find();
        return link == null ? 0 : (long) link.call("rate");
    }

    /**
     * Changes the rate: at once for this thread, and on others at the latest after their next MiB of allocations.
     *
     * @param bytes mean bytes between samples; 1 records every allocation, 0 none
     * @throws IllegalStateException if no recorder is active, nor an agent that was started with rate 0
     * @throws IllegalArgumentException if the rate is negative
     */
    public static void setRate(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "memory profile rate " + bytes + ": must be 0 (off), 1 (every allocation) or mean bytes");
        }
        if (isActive()) {
            RecorderLink link = require();
            link.call("setRate", bytes);
        } else if (!DormantAgent.wake(bytes) && !isActive()) {
            throw new IllegalStateException(NOT_RECORDED);
        }
    }

    /**
     * Stops recording on this thread until {@link #leave}: what pprof4j allocates is not the application's. Allocates
     * nothing that would be recorded itself.
     *
     * @return what leave needs; null without a recorder
     */
    public static long[] enter() {
        RecorderLink link = find();
        if (link == null) {
            return null;
        }
        return link.enter.get();
    }

    /**
     * Goes on recording where {@link #enter} stopped.
     *
     * @param entered what enter returned
     */
    public static void leave(long[] entered) {
        if (entered != null) {
            find().leave.accept(entered);
        }
    }

    /**
     * Has all code instrumented, when this returns, so that {@link #beginTally} counts everything.
     *
     * @throws IllegalStateException if no recorder is active, or it only counts
     */
    public static void measuring() {
        require().call("measuring");
    }

    /** For the tracer: whether {@link #measuring()} was called since the start. */
    public static boolean isMeasuring() {
        return (boolean) require().call("isMeasuring");
    }

    /** Begins to count every object that some threads allocate. See {@link Recorder#beginTally}. */
    public static Object beginTally(Thread[] threads, boolean following) {
        return require().call("beginTally", threads, following);
    }

    /** What {@link #beginTally} returned ends: this thread's first action. See {@link Recorder#endTally}. */
    public static void endTally(Object tally) {
        require().call("endTally", tally);
    }

    /** What was counted. See {@link Recorder#readTally}. */
    public static Object[] readTally(Object tally) {
        return (Object[]) require().call("readTally", tally);
    }

    /** For the tracer: the JVM allocated so many bytes on its behalf. */
    public static void own(long bytes) {
        require().call("own", bytes);
    }

    /** For the tracer: measures of this JVM. See {@link Recorder#layout}. */
    public static void layout(int alignment, int referenceBytes, int... arrayBases) {
        require().call("layout", alignment, referenceBytes, arrayBases);
    }

    /** For the tracer: starts a new recording. See {@link Recorder#start}. */
    public static void start(
            long rate,
            int stackDepth,
            long seed,
            ToLongFunction<Class<?>> instanceBytes,
            LongSupplier threadBytes,
            LongSupplier jvmBytes,
            BooleanSupplier collectorHoldsYoung) {
        RecorderLink link = require();
        link.call("start", rate, stackDepth, seed, instanceBytes, threadBytes, jvmBytes, collectorHoldsYoung);
    }

    /** For the tracer: starts counting every allocation. See {@link Recorder#startCounting}. */
    public static void startCounting(
            ToLongFunction<Class<?>> instanceBytes, LongSupplier threadBytes, LongSupplier jvmBytes) {
        require().call("startCounting", instanceBytes, threadBytes, jvmBytes);
    }

    /** For the tracer: loads all that recording needs. See {@link Recorder#warmUp}. */
    public static void warmUp() {
        require().call("warmUp");
    }

    /** For the tracer: stops recording. */
    public static void stop() {
        RecorderLink link = require();
        link.call("stop");
    }

    /** For the tracer: what removes the instrumentation, installed by whichever copy of it; null if nothing is. */
    public static Runnable uninstaller() {
        RecorderLink link = find();
        return link == null ? null : (Runnable) link.call("uninstaller");
    }

    /** For the tracer: says how the instrumentation is removed. */
    public static void uninstaller(Runnable remover) {
        RecorderLink link = require();
        link.call("setUninstaller", remover);
    }

    /** For the tracer: what instruments hidden classes from now on. See {@link Recorder#hiddenClasses}. */
    public static void hiddenClasses(BiFunction<Class<?>, byte[], byte[]> transformer) {
        RecorderLink link = require();
        link.call("hiddenClasses", transformer);
    }

    /** For the tracer: what adapts the instrumentation to the rate. See {@link Recorder#instrumenter}. */
    public static void instrumenter(LongConsumer adapter) {
        RecorderLink link = require();
        link.call("instrumenter", adapter);
    }

    /** For the tracer: the number of a type that a class of this loader allocates; 0 if there are no more numbers. */
    public static int typeIndex(ClassLoader loader, String className) {
        RecorderLink link = require();
        return (int) link.call("typeIndex", loader, className);
    }

    /** For the tracer: the number of a site of code that is instrumented for counting. See {@link Recorder#site}. */
    public static int site(
            ClassLoader loader, SiteKind kind, String type, String className, String method, String file, int line) {
        return (int) require().call("site", loader, kind.name(), type, className, method, file, line);
    }

    /**
     * For the tracer: begins an allocation trace, or ends it.
     *
     * @throws IllegalStateException if allocations are not recorded in this JVM, or only counted
     */
    public static void tracing(boolean on) {
        require().call("tracing", on);
    }

    /** For the tracer: the next event of the allocation trace, or null. See {@link Recorder#traced}. */
    public static Object[] traced() {
        return (Object[]) require().call("traced");
    }

    /** For the tracer: events of the allocation trace that did not fit since this was last asked. */
    public static long traceDropped() {
        return (long) require().call("traceDropped");
    }

    /**
     * For the tracer: thread starts are recorded from now on; null ends it.
     *
     * @param instrumenter is told which classes are to tell what threads do
     */
    public static void watchThreads(Consumer<Set<Class<?>>> instrumenter) {
        RecorderLink link = require();
        link.call("watchClasses", instrumenter);
    }

    /** Whether thread starts are recorded. */
    public static boolean isWatchingThreads() {
        RecorderLink link = find();
        return link != null && (boolean) link.call("isWatchingThreads");
    }

    /**
     * Records where threads park and for how long, or no longer. What was recorded stays.
     *
     * @return whether it is recorded now; never without an agent that watches threads
     */
    public static boolean watchParks(boolean on) {
        RecorderLink link = find();
        return link != null && (boolean) link.call("watchParks", on);
    }

    /**
     * Records where locks are released that threads wait for, or no longer. What was recorded stays.
     *
     * @param fraction one out of so many waits, with as much weight; 0 for none
     * @return whether it is recorded now; never without an agent that watches threads
     */
    public static boolean watchLocks(int fraction) {
        RecorderLink link = find();
        return link != null && (boolean) link.call("watchLocks", fraction);
    }

    /**
     * Where threads parked: for each stack and labels the frames (an array, leaf first), how often, nanoseconds in all, and
     * keys and values of the labels in turn (an array).
     */
    @SuppressWarnings("unchecked")
    public static List<Object[]> parks() {
        RecorderLink link = find();
        return link == null ? List.of() : (List<Object[]>) link.call("parks");
    }

    /** Where locks were released, likewise: waits that were made to wait there first, and their time. */
    @SuppressWarnings("unchecked")
    public static List<Object[]> releases() {
        RecorderLink link = find();
        return link == null ? List.of() : (List<Object[]>) link.call("releases");
    }

    /** Where threads were started, likewise. */
    @SuppressWarnings("unchecked")
    public static List<Object[]> threadStarts() {
        RecorderLink link = find();
        return link == null ? List.of() : (List<Object[]>) link.call("threadStarts");
    }

    /** The number of the thread that started this one, and its frames then (an array, leaf first); null if unknown. */
    public static Object[] threadCreator(long thread) {
        RecorderLink link = find();
        return link == null ? null : (Object[]) link.call("threadCreator", thread);
    }

    /**
     * Labels the current thread, and the threads that it creates.
     *
     * @param labels keys and values in turn, sorted by key; null for none
     * @param own whether the thread sets them itself; else it goes back to what it inherited
     * @return whether it had set those before itself
     */
    public static boolean setLabels(String[] labels, boolean own) {
        RecorderLink link = find();
        return link == null ? ThreadLabels.set(labels, own) : (boolean) link.call("setLabels", labels, own);
    }

    /** Labels of the current thread: keys and values in turn, sorted by key; null for none. */
    public static String[] labels() {
        RecorderLink link = find();
        return link == null ? ThreadLabels.current() : (String[]) link.call("labels");
    }

    /** The same of a thread by its number, as far as others can tell. */
    public static String[] labels(long thread) {
        RecorderLink link = find();
        return link == null ? ThreadLabels.of(thread) : (String[]) link.call("labelsOf", thread);
    }

    /** The same of all threads, by number. */
    @SuppressWarnings("unchecked")
    public static Map<Long, String[]> allLabels() {
        RecorderLink link = find();
        return link == null ? ThreadLabels.all() : (Map<Long, String[]>) link.call("allLabels");
    }

    /** Labels that threads inherited, by number, as far as can be told: an agent watches threads. */
    @SuppressWarnings("unchecked")
    public static Map<Long, String[]> inheritedLabels() {
        RecorderLink link = find();
        return link == null ? Map.of() : (Map<Long, String[]>) link.call("inheritedLabels");
    }

    /** Whether any thread was ever labelled. */
    public static boolean areLabelsUsed() {
        RecorderLink link = find();
        return link == null ? ThreadLabels.isUsed() : (boolean) link.call("areLabelsUsed");
    }

    /** For the tracer: a class could not be instrumented. */
    public static void skippedClass() {
        RecorderLink link = require();
        link.call("skippedClass");
    }

    /** For the tracer: whether classes that are loaded already are still waiting to be instrumented. */
    public static void instrumenting(boolean underWay) {
        require().call("instrumenting", underWay);
    }

    /** For the tracer: methods of classes that are instrumented otherwise are not. */
    public static void skippedMethods(long more) {
        RecorderLink link = require();
        link.call("skippedMethods", more);
    }

    private Object call(String method, Object... arguments) {
        return calls.apply(method, arguments);
    }
}
