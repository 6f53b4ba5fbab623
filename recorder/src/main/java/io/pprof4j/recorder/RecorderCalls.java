// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The {@link Recorder} as an object of JDK types, for a {@link RecorderLink} in another class loader: a call is a name
 * with arguments; to enter and to leave a quiet section has ways of its own, which allocate nothing. Method handles for
 * a score of signatures would be a third of the agent's start on JDK 25.
 */
@SuppressWarnings("overloads") // nobody calls andThen
final class RecorderCalls implements BiFunction<String, Object[], Object>, Supplier<long[]>, Consumer<long[]> {
    static final RecorderCalls INSTANCE = new RecorderCalls();

    private RecorderCalls() {}

    @Override
    public long[] get() {
        return Recorder.enter();
    }

    @Override
    public void accept(long[] entered) {
        Recorder.leave(entered);
    }

    @Override
    public Object apply(String method, Object[] a) {
        return switch (method) {
            case "isActive" -> Recorder.isActive();
            case "typeIndex" -> Recorder.typeIndex((ClassLoader) a[0], (String) a[1]);
            case "site" ->
                Recorder.site(
                        (ClassLoader) a[0],
                        (String) a[1],
                        (String) a[2],
                        (String) a[3],
                        (String) a[4],
                        (String) a[5],
                        (int) a[6]);
            case "collections" -> Recorder.collections();
            case "snapshot" -> Recorder.snapshot();
            case "sizes" -> Recorder.sizes();
            case "traced" -> Recorder.traced();
            case "traceDropped" -> Recorder.traceDropped();
            case "uninstaller" -> Recorder.uninstaller();
            case "rate" -> Recorder.rate();
            case "watchParks" -> ThreadEvents.watchParks((boolean) a[0]);
            case "watchLocks" -> ThreadEvents.watchLocks((int) a[0]);
            case "isWatchingThreads" -> ThreadEvents.isWatching();
            case "parks" -> ThreadEvents.parks();
            case "releases" -> ThreadEvents.releases();
            case "threadStarts" -> ThreadEvents.starts();
            case "setLabels" -> ThreadLabels.set((String[]) a[0], (boolean) a[1]);
            case "allLabels" -> ThreadLabels.all();
            case "inheritedLabels" -> ThreadEvents.inheritedLabels();
            case "labels" -> ThreadLabels.current();
            case "labelsOf" -> ThreadLabels.of((long) a[0]);
            case "areLabelsUsed" -> ThreadLabels.isUsed();
            case "threadCreator" -> ThreadEvents.creator((long) a[0]);
            case "isMeasuring" -> Recorder.isMeasuring();
            case "beginTally" -> Recorder.beginTally((Thread[]) a[0], (boolean) a[1]);
            case "readTally" -> Recorder.readTally(a[0]);
            default -> change(method, a);
        };
    }

    @SuppressWarnings("unchecked")
    private static Object change(String method, Object... a) {
        switch (method) {
            case "own" -> Recorder.own((long) a[0]);
            case "skippedClass" -> Recorder.skippedClass();
            case "skippedMethods" -> Recorder.skippedMethods((long) a[0]);
            case "instrumenting" -> Recorder.instrumenting((boolean) a[0]);
            case "layout" -> Recorder.layout((int) a[0], (int) a[1], (int[]) a[2]);
            case "start" ->
                Recorder.start(
                        (long) a[0],
                        (int) a[1],
                        (long) a[2],
                        (ToLongFunction<Class<?>>) a[3],
                        (LongSupplier) a[4],
                        (LongSupplier) a[5],
                        (BooleanSupplier) a[6]);
            case "startCounting" ->
                Recorder.startCounting((ToLongFunction<Class<?>>) a[0], (LongSupplier) a[1], (LongSupplier) a[2]);
            case "tracing" -> Recorder.tracing((boolean) a[0]);
            case "measuring" -> Recorder.measuring();
            case "endTally" -> Recorder.endTally(a[0]);
            case "warmUp" -> Recorder.warmUp();
            case "stop" -> Recorder.stop();
            case "setRate" -> Recorder.rate((long) a[0]);
            case "setUninstaller" -> Recorder.uninstaller((Runnable) a[0]);
            case "hiddenClasses" -> Recorder.hiddenClasses((BiFunction<Class<?>, byte[], byte[]>) a[0]);
            case "instrumenter" -> Recorder.instrumenter((LongConsumer) a[0]);
            case "watchClasses" -> ThreadEvents.watch((Consumer<Set<Class<?>>>) a[0]);
            default -> throw new IllegalArgumentException(method);
        }
        return null;
    }
}
