// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Runs the classes that are already loaded through the transformers once more. */
final class Retransformation {
    /** Of this many classes the JVM's part takes some milliseconds, in which the program stands still. */
    private static final int BATCH = 64;

    private static final int MAX_PASSES = 8;

    /** Bytes; more than a batch takes. */
    private static final int ROOM = 4 << 20;

    /** Where most programs spend their allocations. */
    private static final String[] HOT = {"java.lang.", "java.util.", "java.io.", "java.nio."};

    /** Keeps an allocation from being left out. */
    @SuppressWarnings("UnusedVariable")
    private volatile byte[] room;

    private final Instrumentation instrumentation;
    private final ClassSelection selection;
    private final TransformFailures failures;
    private final LoadedClasses loaded;

    /** @param loaded the classes that are in the wanted form already */
    Retransformation(
            Instrumentation instrumentation,
            ClassSelection selection,
            TransformFailures failures,
            LoadedClasses loaded) {
        this.instrumentation = instrumentation;
        this.selection = selection;
        this.failures = failures;
        this.loaded = loaded;
    }

    /**
     * All selected classes. A class that is loaded inside a transformer is not transformed: hence further passes.
     *
     * @param isWanted asked between batches
     * @return whether all was done before it was no longer wanted or the JVM ended
     */
    boolean all(BooleanSupplier isWanted, Progress progress) {
        Set<Class<?>> done = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            Class<?>[] all = instrumentation.getAllLoadedClasses();
            if (all == null) { // the answer of a JVM that is ending
                return false;
            }
            List<Class<?>> missing = missing(all, done);
            if (missing.isEmpty()) {
                return true;
            }
            for (int i = 0; i < missing.size(); i += BATCH) {
                if (!isWanted.getAsBoolean()) {
                    return false;
                }
                int end = Math.min(missing.size(), i + BATCH);
                quietly(missing.subList(i, end));
                progress.report(end, missing.size());
            }
        }
        return true;
    }

    /** The program's own classes first, then the JDK's busiest, then the rest. */
    private List<Class<?>> missing(Class<?>[] all, Set<Class<?>> done) {
        List<Class<?>> missing = new ArrayList<>();
        List<Class<?>> hot = new ArrayList<>();
        List<Class<?>> others = new ArrayList<>();
        for (Class<?> type : all) {
            if (done.add(type) && isSelected(type) && !loaded.contains(type)) {
                boolean own = type.getClassLoader() != null;
                (own ? missing : isHot(type.getName()) ? hot : others).add(type);
            }
        }
        missing.addAll(hot);
        missing.addAll(others);
        return missing;
    }

    private static boolean isHot(String name) {
        for (String prefix : HOT) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSelected(Class<?> type) {
        return instrumentation.isModifiableClass(type)
                && !type.isHidden()
                && !type.isArray()
                && selection.contains(type.getName());
    }

    /** One section of pprof4j's own allocations for each batch, so that a profile knows of them in between. */
    private void quietly(List<Class<?>> batch) {
        long[] entered = RecorderLink.enter();
        try {
            ensureHeap();
            retransform(batch);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /** Throws OutOfMemoryError here, and not where the JVM may not survive it. */
    private void ensureHeap() {
        room = new byte[ROOM];
        room = null;
    }

    /** The JVM takes a batch or leaves it; a class that spoils one is found by halving. */
    void retransform(List<Class<?>> batch) {
        try {
            instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError spoiled) {
            if (batch.size() == 1) {
                addFailure(batch.get(0), spoiled);
            } else {
                int half = batch.size() / 2;
                retransform(batch.subList(0, half));
                retransform(batch.subList(half, batch.size()));
            }
        }
    }

    /** A JVM that is ending refuses every class, which is no failure. */
    private void addFailure(Class<?> type, Throwable failure) {
        if (instrumentation.getAllLoadedClasses() != null) {
            failures.add(type.getName(), failure);
        }
    }
}
