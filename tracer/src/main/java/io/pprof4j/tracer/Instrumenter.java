// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * Brings the classes of this JVM into the wanted form, instrumented or their own, on a thread that lives as long as
 * there is something to do. What is wanted may change at any time: the thread then turns round after its batch of
 * classes. Thread-safe; its lock is never held while a class is loaded or transformed.
 */
final class Instrumenter {
    private final Instrumentation instrumentation;
    private final AllocationTransformer transformer;
    private final Retransformation retransformation;
    private final LoadedClasses loaded;
    private final Progress progress;
    private final Class<?> secondarySeed;

    private volatile boolean wanted;
    private volatile boolean halted;
    private boolean complete = true;
    private boolean running;
    private int instrumentedBefore;

    Instrumenter(
            Instrumentation instrumentation,
            AllocationTransformer transformer,
            Retransformation retransformation,
            LoadedClasses loaded,
            Progress progress)
            throws ClassNotFoundException {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
        this.retransformation = retransformation;
        this.loaded = loaded;
        this.progress = progress;
        secondarySeed = Class.forName(SecondarySeed.CLASS);
    }

    /** From now on classes are instrumented as they are loaded, and those that are loaded already in turn. */
    void instrument() {
        prepare();
        proceed();
    }

    /** The same without those that are loaded already. The borrowed field is free when this returns. */
    void prepare() {
        if (want(true)) {
            retransformation.retransform(List.of(secondarySeed));
        }
    }

    /** Gives all classes their own code back in turn, and leaves those alone that are loaded from now on. */
    void restore() {
        if (want(false)) {
            proceed();
        }
    }

    /** Leaves all classes as they are, for the JVM is about to end. */
    void halt() {
        halted = true;
    }

    private synchronized boolean want(boolean form) {
        if (wanted == form) {
            return false;
        }
        wanted = form;
        complete = false;
        RecorderLink.instrumenting(form);
        if (form) {
            loaded.begin();
            instrumentedBefore = transformer.instrumented();
            instrumentation.addTransformer(transformer, true);
        } else {
            instrumentation.removeTransformer(transformer);
            loaded.end();
        }
        return true;
    }

    /** Starts the work on the classes that are loaded already, unless it is done or under way. */
    synchronized void proceed() {
        if (!complete && !running) {
            running = true;
            OwnThread.start("pprof4j-instrumenter", this::run);
        }
    }

    boolean isWanted() {
        return wanted;
    }

    /** Waits until all classes have the form that is wanted now. */
    synchronized void await() {
        boolean interrupted = false;
        while (!complete) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean form;
        do {
            form = wanted;
            bringInto(form);
        } while (!finish(form));
    }

    private void bringInto(boolean form) {
        try {
            progress.begin();
            boolean done = retransformation.all(() -> wanted == form && !halted, progress);
            if (done && form) {
                progress.instrumented(transformer.instrumented() - before(), transformer.skipped());
            } else if (done) {
                // Last, since until then some hook may still count down in the field that this class uses.
                retransformation.retransform(List.of(secondarySeed));
                progress.restored();
            }
        } catch (Throwable failure) {
            System.err.println("pprof4j: not all classes could be reached: " + failure);
        }
    }

    private synchronized int before() {
        return instrumentedBefore;
    }

    /** Ends the thread's work if what was done is what is wanted. */
    private synchronized boolean finish(boolean form) {
        if (wanted != form) {
            return false;
        }
        loaded.end();
        RecorderLink.instrumenting(form && halted);
        complete = true;
        running = false;
        notifyAll();
        return true;
    }
}
