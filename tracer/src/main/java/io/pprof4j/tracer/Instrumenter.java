// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.OwnThread;
import io.pprof4j.recorder.RecorderLink;
import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * Brings the classes of this JVM into the wanted form, instrumented to call one of the hooks or their own, on a thread
 * that lives as long as there is something to do. What is wanted may change at any time: the thread then turns round
 * after its batch of classes. Thread-safe; its lock is never held while a class is loaded or transformed.
 */
final class Instrumenter {
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_MILLIS = 200;

    private final Instrumentation instrumentation;
    private final JvmInternals jvm;
    private final AllocationTransformer transformer;
    private final Retransformation retransformation;
    private final LoadedClasses loaded;
    private final ProgramStart start;
    private final Progress progress;
    private final Class<?> secondarySeed;

    /** Null stands for the classes' own code. */
    private volatile HookClass wanted;

    private volatile boolean halted;
    private final Completion complete = new Completion(true);
    private boolean running;
    private int instrumentedBefore;

    Instrumenter(
            Instrumentation instrumentation,
            JvmInternals jvm,
            AllocationTransformer transformer,
            Retransformation retransformation,
            LoadedClasses loaded,
            ProgramStart start,
            Progress progress)
            throws ClassNotFoundException {
        this.instrumentation = instrumentation;
        this.jvm = jvm;
        this.transformer = transformer;
        this.retransformation = retransformation;
        this.loaded = loaded;
        this.start = start;
        this.progress = progress;
        secondarySeed = Class.forName(SecondarySeed.CLASS);
    }

    /**
     * From now on classes get this form as they are loaded, and those that are loaded already in turn.
     *
     * @param form the hook to call; null to give all classes their own code back and leave new ones alone
     */
    void bringInto(HookClass form) {
        prepare(form);
        proceed();
    }

    /** The same without those that are loaded already. The borrowed field is free when this returns. */
    void prepare(HookClass form) {
        boolean begins = wanted == null && form != null;
        if (want(form) && begins) {
            retransformation.retransform(List.of(secondarySeed));
        }
    }

    /** Leaves all classes as they are, for the JVM is about to end. */
    void halt() {
        halted = true;
    }

    private synchronized boolean want(HookClass form) {
        HookClass before = wanted;
        if (before == form) {
            return false;
        }
        wanted = form;
        complete.set(false);
        RecorderLink.instrumenting(form != null);
        if (form != null) {
            transformer.use(form);
            loaded.begin();
            instrumentedBefore = transformer.instrumented();
        }
        if (before == null) {
            instrumentation.addTransformer(transformer, true);
        } else if (form == null) {
            instrumentation.removeTransformer(transformer);
            loaded.end();
        }
        return true;
    }

    /** Starts the work on the classes that are loaded already, unless it is done or under way. */
    synchronized void proceed() {
        if (!complete.isDone() && !running) {
            running = true;
            new Work().start();
        }
    }

    /** The same once the program has begun: {@code main} would have to wait for much of it. */
    void proceedBesideProgram() {
        start.expect();
        proceed();
    }

    /** Not a lambda, as {@code main} would wait for the JVM to make one. */
    private final class Work extends OwnThread {
        Work() {
            super("pprof4j-instrumenter", null);
        }

        @Override
        public void run() {
            start.await();
            lighten();
            HookClass form;
            do {
                form = wanted;
                retransform(form);
            } while (!finish(form));
        }
    }

    private void lighten() {
        long[] entered = RecorderLink.enter();
        try {
            CompilerDirective.add(jvm);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    boolean isWanted() {
        return wanted != null;
    }

    /** Waits until all classes have the form that is wanted now. */
    void await() {
        complete.await();
    }

    /** A full heap is the program's business, and often over soon. */
    private void retransform(HookClass form) {
        for (int attempt = 1; attempt <= ATTEMPTS && wanted == form; attempt++) {
            try {
                retransformAll(form);
                return;
            } catch (OutOfMemoryError full) {
                if (attempt == ATTEMPTS) {
                    System.err.println("pprof4j: not all classes could be reached: " + full);
                }
                pause();
            } catch (Throwable failure) {
                System.err.println("pprof4j: not all classes could be reached: " + failure);
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private void retransformAll(HookClass form) {
        progress.begin();
        boolean done = retransformation.all(() -> wanted == form && !halted, progress);
        if (done && form != null) {
            progress.instrumented(transformer.instrumented() - before(), transformer.skipped());
        } else if (done) {
            // Last, since until then some hook may still count down in the field that this class uses.
            retransformation.retransform(List.of(secondarySeed));
            progress.restored();
        }
    }

    private synchronized int before() {
        return instrumentedBefore;
    }

    /** Ends the thread's work if what was done is what is wanted. */
    private synchronized boolean finish(HookClass form) {
        if (wanted != form) {
            return false;
        }
        loaded.end();
        RecorderLink.instrumenting(form != null && halted);
        running = false;
        complete.set(true);
        return true;
    }
}
