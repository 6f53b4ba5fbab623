// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.List;

/** The instrumentation of one JVM, from {@link #begin} to {@link #end}. */
final class Installation {
    /**
     * System property that fixes the seed of the sampling, for tests: a single-threaded program then gets nearly the same
     * samples in every run. Not an agent option, since a profile is not better for it.
     */
    private static final String SEED = "pprof4j.seed";

    /** So low that each object is recorded, in the way in which samples are. */
    private static final long WARM_UP_RATE = 2;

    private final AgentOptions options;
    private final Instrumentation instrumentation;
    private final JvmInternals jvm;
    private final HookClass hook;
    private final AllocationTransformer transformer;
    private final Retransformation retransformation;

    Installation(AgentOptions options, Instrumentation instrumentation, JvmInternals jvm) {
        this.options = options;
        this.instrumentation = instrumentation;
        this.jvm = jvm;
        hook = HookClass.of(options);
        ClassSelection selection = new ClassSelection(options);
        TransformFailures failures = new TransformFailures(message -> System.err.println("pprof4j: " + message));
        transformer = new AllocationTransformer(hook, selection, failures);
        retransformation = new Retransformation(instrumentation, selection, failures);
    }

    /**
     * First everything that the slow path needs is loaded and run once, because a class first met inside
     * instrumented code would go in circles; then the borrowed field is freed; then all classes are instrumented, and
     * only then recording starts.
     */
    void begin() throws ReflectiveOperationException {
        warmUp();
        instrumentation.addTransformer(transformer, true);
        try {
            retransformation.retransform(List.of(Class.forName(SecondarySeed.CLASS)));
            retransformation.all();
            RecorderLink.hiddenClasses(transformer::transformHidden);
            RecorderLink.uninstaller(this::end);
            if (hook == HookClass.COUNTING) {
                startCounting();
            } else {
                start(options.memProfileRate());
            }
        } catch (RuntimeException | Error failure) {
            end();
            throw failure;
        }
    }

    private void start(long rate) {
        RecorderLink.start(
                rate,
                options.stackDepth(),
                Long.getLong(SEED, System.nanoTime()),
                jvm::instanceBytes,
                AllocatedBytes::ofCurrentThread,
                AllocatedBytes::ofAllThreads,
                GenerationalZ::isCollector);
    }

    private void startCounting() {
        RecorderLink.startCounting(jvm::instanceBytes, AllocatedBytes::ofCurrentThread, AllocatedBytes::ofAllThreads);
    }

    private void warmUp() throws ReflectiveOperationException {
        if (hook == HookClass.COUNTING) {
            startCounting();
            new CountingWarmUp().run();
        } else {
            warmUp(HookClass.SAMPLING.load(), WARM_UP_RATE);
            warmUp(HookClass.EXACT.load(), 1);
        }
        RecorderLink.snapshot();
        RecorderLink.leave(RecorderLink.enter());
        RecorderLink.stop();
    }

    private void warmUp(Class<?> warmed, long rate) throws ReflectiveOperationException {
        Method array = warmed.getMethod("bytes", Object.class, int.class);
        Method instance = warmed.getMethod("instance", Object.class);
        Method constructing = warmed.getMethod("constructing", int.class);
        Method constructed = warmed.getMethod("constructed", Object.class, int.class);
        int type = RecorderLink.typeIndex(null, "java.lang.Object");
        start(rate);
        for (int i = 0; i < 30; i++) {
            byte[] bytes = new byte[8];
            array.invoke(null, bytes, bytes.length);
            instance.invoke(null, warmed);
            constructing.invoke(null, type);
            constructed.invoke(null, new Object(), type);
            warmed.getMethod("backtrace", Throwable.class).invoke(null, new Throwable());
        }
    }

    private void end() {
        RecorderLink.stop();
        instrumentation.removeTransformer(transformer);
        retransformation.all();
    }
}
