// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
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

    private final MethodHandle start;
    private final MethodHandle startCounting;
    private final MethodHandle stop;
    private final MethodHandle isActive;
    private final MethodHandle getUninstaller;
    private final MethodHandle setUninstaller;
    private final MethodHandle hiddenClasses;
    private final MethodHandle getRate;
    private final MethodHandle setRate;
    private final MethodHandle typeIndex;
    private final MethodHandle site;
    private final MethodHandle skippedClass;
    private final MethodHandle enter;
    private final MethodHandle leave;
    private final MethodHandle own;
    private final MethodHandle collections;
    private final MethodHandle snapshot;

    private RecorderLink(Class<?> recorder) throws ReflectiveOperationException {
        start = method(
                recorder,
                "start",
                void.class,
                long.class,
                int.class,
                long.class,
                ToLongFunction.class,
                LongSupplier.class,
                LongSupplier.class,
                BooleanSupplier.class);
        startCounting = method(
                recorder, "startCounting", void.class, ToLongFunction.class, LongSupplier.class, LongSupplier.class);
        stop = method(recorder, "stop", void.class);
        isActive = method(recorder, "isActive", boolean.class);
        getUninstaller = method(recorder, "uninstaller", Runnable.class);
        setUninstaller = method(recorder, "uninstaller", void.class, Runnable.class);
        hiddenClasses = method(recorder, "hiddenClasses", void.class, BiFunction.class);
        getRate = method(recorder, "rate", long.class);
        setRate = method(recorder, "rate", void.class, long.class);
        typeIndex = method(recorder, "typeIndex", int.class, ClassLoader.class, String.class);
        site = method(
                recorder,
                "site",
                int.class,
                ClassLoader.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                int.class);
        skippedClass = method(recorder, "skippedClass", void.class);
        enter = method(recorder, "enter", long[].class);
        leave = method(recorder, "leave", void.class, long[].class);
        own = method(recorder, "own", void.class, long.class);
        collections = method(recorder, "collections", long.class);
        snapshot = method(recorder, "snapshot", Object[].class);
    }

    private static MethodHandle method(Class<?> recorder, String name, Class<?> result, Class<?>... parameters)
            throws ReflectiveOperationException {
        return MethodHandles.publicLookup().findStatic(recorder, name, MethodType.methodType(result, parameters));
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
            int abi = (int) method(recorder, "abi", int.class).invokeExact();
            if (abi != ABI) {
                throw new IllegalStateException("the pprof4j agent in this JVM speaks recorder version " + abi
                        + ", this library version " + ABI + ": use the same pprof4j version for both");
            }
            return new RecorderLink(recorder);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
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
        return link != null && call(() -> (boolean) link.isActive.invokeExact());
    }

    /** The counts of now; {@link RecorderSnapshot#inactive()} without a recorder. About 1 ms per 256 k live objects. */
    public static RecorderSnapshot snapshot() {
        RecorderLink link = find();
        Object[] values = link == null ? null : call(() -> (Object[]) link.snapshot.invokeExact());
        return values == null ? RecorderSnapshot.inactive() : unpack(values);
    }

    private static RecorderSnapshot unpack(Object[] values) {
        List<SiteCounts> sites = new ArrayList<>();
        for (Object site : (List<?>) values[9]) {
            Object[] c = (Object[]) site;
            sites.add(new SiteCounts(
                    frames((List<?>) c[0]), (String) c[1], (long) c[2], (long) c[3], (long) c[4], (long) c[5], (long)
                            c[6]));
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
                (boolean) values[8],
                sites);
    }

    private static List<StackTraceElement> frames(List<?> frames) {
        List<StackTraceElement> typed = new ArrayList<>(frames.size());
        for (Object frame : frames) {
            typed.add((StackTraceElement) frame);
        }
        return typed;
    }

    /** Collections seen since recording began; -1 if nothing was recorded. Much cheaper than a snapshot. */
    public static long collections() {
        RecorderLink link = find();
        return link == null ? -1 : call(() -> (long) link.collections.invokeExact());
    }

    /** Mean bytes between samples; 0 without a recorder. */
    public static long rate() {
        RecorderLink link = find();
        return link == null ? 0 : call(() -> (long) link.getRate.invokeExact());
    }

    /**
     * Changes the rate: at once for this thread, and on others at the latest after their next MiB of allocations.
     *
     * @param bytes mean bytes between samples; 1 records every allocation, 0 none
     * @throws IllegalStateException if no recorder is active
     * @throws IllegalArgumentException if the rate is negative
     */
    public static void setRate(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "memory profile rate " + bytes + ": must be 0 (off), 1 (every allocation) or mean bytes");
        }
        RecorderLink link = require();
        if (!isActive()) {
            throw new IllegalStateException(NOT_RECORDED);
        }
        run(() -> {
            link.setRate.invokeExact(bytes);
        });
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
        try {
            return (long[]) link.enter.invokeExact();
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Goes on recording where {@link #enter} stopped.
     *
     * @param entered what enter returned
     */
    public static void leave(long[] entered) {
        if (entered == null) {
            return;
        }
        try {
            find().leave.invokeExact(entered);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** For the tracer: the JVM allocated so many bytes on its behalf. */
    public static void own(long bytes) {
        try {
            require().own.invokeExact(bytes);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
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
        run(() -> {
            link.start.invokeExact(rate, stackDepth, seed, instanceBytes, threadBytes, jvmBytes, collectorHoldsYoung);
        });
    }

    /** For the tracer: starts counting every allocation. See {@link Recorder#startCounting}. */
    public static void startCounting(
            ToLongFunction<Class<?>> instanceBytes, LongSupplier threadBytes, LongSupplier jvmBytes) {
        RecorderLink link = require();
        run(() -> {
            link.startCounting.invokeExact(instanceBytes, threadBytes, jvmBytes);
        });
    }

    /** For the tracer: stops recording. */
    public static void stop() {
        RecorderLink link = require();
        run(() -> {
            link.stop.invokeExact();
        });
    }

    /** For the tracer: what removes the instrumentation, installed by whichever copy of it; null if nothing is. */
    public static Runnable uninstaller() {
        RecorderLink link = find();
        return link == null ? null : call(() -> (Runnable) link.getUninstaller.invokeExact());
    }

    /** For the tracer: says how the instrumentation is removed. */
    public static void uninstaller(Runnable remover) {
        RecorderLink link = require();
        run(() -> {
            link.setUninstaller.invokeExact(remover);
        });
    }

    /** For the tracer: what instruments hidden classes from now on. See {@link Recorder#hiddenClasses}. */
    public static void hiddenClasses(BiFunction<Class<?>, byte[], byte[]> transformer) {
        RecorderLink link = require();
        run(() -> {
            link.hiddenClasses.invokeExact(transformer);
        });
    }

    /** For the tracer: the number of a type that a class of this loader allocates; 0 if there are no more numbers. */
    public static int typeIndex(ClassLoader loader, String className) {
        RecorderLink link = require();
        return call(() -> (int) link.typeIndex.invokeExact(loader, className));
    }

    /** For the tracer: the number of a site of code that is instrumented for counting. See {@link Recorder#site}. */
    public static int site(
            ClassLoader loader, SiteKind kind, String type, String className, String method, String file, int line) {
        RecorderLink link = require();
        String kindName = kind.name();
        return call(() -> (int) link.site.invokeExact(loader, kindName, type, className, method, file, line));
    }

    /** For the tracer: a class could not be instrumented. */
    public static void skippedClass() {
        RecorderLink link = require();
        run(() -> {
            link.skippedClass.invokeExact();
        });
    }

    /** A method handle's call. */
    private interface Call<T> {
        T call() throws Throwable;
    }

    /** A method handle's call without result. */
    private interface Action {
        void run() throws Throwable;
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.call();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(Action action) {
        call(() -> {
            action.run();
            return null;
        });
    }
}
