// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** The instrumentation of one JVM, from {@link #begin} to {@link #end}. */
final class Installation {
    /**
     * System property that fixes the seed of the sampling, for tests: a single-threaded program then gets nearly the same
     * samples in every run. Not an agent option, since a profile is not better for it.
     */
    private static final String SEED = "pprof4j.seed";

    /**
     * A program that fills its heap at once must not do so while classes are being retransformed: where the JVM cannot
     * even create the error, it ends (java.instrument, createAndThrowThrowableFromJVMTIErrorCode).
     */
    private static final long SMALL_HEAP = 128 << 20;

    private final AgentOptions options;
    private final JvmInternals jvm;
    private final AllocationTransformer transformer;
    private final Instrumenter instrumenter;

    /** @param heldUpNanos how long {@code main} was or is being held up; null if it runs already */
    Installation(AgentOptions options, Instrumentation instrumentation, JvmInternals jvm, LongSupplier heldUpNanos)
            throws ClassNotFoundException {
        this.options = options;
        this.jvm = jvm;
        ClassSelection selection = new ClassSelection(options);
        TransformFailures failures = new TransformFailures();
        LoadedClasses loaded = new LoadedClasses();
        ProgramStart start = new ProgramStart();
        transformer = new AllocationTransformer(selection, failures, loaded, start);
        instrumenter = new Instrumenter(
                instrumentation,
                jvm,
                transformer,
                new Retransformation(instrumentation, selection, failures, loaded),
                loaded,
                start,
                new Progress(options.verbose(), heldUpNanos));
    }

    /**
     * First everything that the slow path and the transformer need is loaded and run once, because a class first met
     * inside instrumented code or while it is being transformed would go in circles. Then classes are instrumented.
     * Recording begins at once; or when all of them are, if every single object is to be counted.
     *
     * @param transformerReady under way since the installation began
     * @param waiting whether to return only then
     */
    void begin(TransformerWarmUp transformerReady, boolean waiting) throws ReflectiveOperationException {
        warmUp();
        transformerReady.await();
        try {
            instrumenter.prepare(HookClass.of(options));
            if (waiting || Runtime.getRuntime().maxMemory() < SMALL_HEAP || options.memProfileRate() == 1) {
                instrumenter.proceed();
                instrumenter.await();
                record();
            } else {
                record();
                instrumenter.proceedBesideProgram();
            }
        } catch (RuntimeException | Error failure) {
            end();
            throw failure;
        }
    }

    private void record() throws ReflectiveOperationException {
        RecorderLink.hiddenClasses(new HiddenClasses());
        RecorderLink.uninstaller(new Uninstaller());
        RecorderLink.instrumenter(new RateAdapter());
        start(options.memProfileRate());
        if (options.measuring()) {
            RecorderLink.measuring();
        }
    }

    private void start(long rate) throws ReflectiveOperationException {
        AllocatedBytes allocated = new AllocatedBytes(jvm);
        if (options.counting()) {
            RecorderLink.startCounting(jvm, allocated.ofCurrentThread(), allocated.ofAllThreads());
            return;
        }
        RecorderLink.start(
                rate,
                options.stackDepth(),
                Long.getLong(SEED, System.nanoTime()),
                jvm,
                allocated.ofCurrentThread(),
                allocated.ofAllThreads(),
                new GenerationalZ(jvm).isCollector());
    }

    // What the recorder calls. Not lambdas, for main() would wait for the JVM to make them.

    private final class HiddenClasses implements BiFunction<Class<?>, byte[], byte[]> {
        @Override
        public byte[] apply(Class<?> lookup, byte[] classFile) {
            return instrumenter.isWanted() ? transformer.transformHidden(lookup, classFile) : classFile;
        }
    }

    private final class Uninstaller implements Runnable {
        @Override
        public void run() {
            end();
        }
    }

    /** Called before the recorder records at a new rate, and after it stopped to. */
    private final class RateAdapter implements LongConsumer {
        @Override
        public void accept(long bytes) {
            HookClass form = defined(HookClass.forRate(bytes, RecorderLink.isMeasuring()));
            instrumenter.bringInto(form);
            if (form == HookClass.EXACT || form == HookClass.MEASURING) {
                instrumenter.await();
            }
        }
    }

    /** This hook; where it is not to be had, the one that is there, which records at any rate. */
    private HookClass defined(HookClass form) {
        if (form == null) {
            return null;
        }
        try {
            BootRecorder.defineHook(jvm, form);
            return form;
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError failure) {
            System.err.println("pprof4j: objects whose constructor throws are not recorded: " + failure);
            return HookClass.SAMPLING;
        }
    }

    private void warmUp() throws ReflectiveOperationException {
        start(1);
        RecorderLink.warmUp();
        RecorderLink.stop();
    }

    void halt() {
        instrumenter.halt();
    }

    private void end() {
        AllocationTrace.stop();
        RecorderLink.stop();
        instrumenter.bringInto(null);
        instrumenter.await();
    }
}
