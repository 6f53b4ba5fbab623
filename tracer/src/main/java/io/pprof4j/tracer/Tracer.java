// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.LongSupplier;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * Switches the recording of allocations on and off in this JVM. Thread-safe; installing twice does nothing the second
 * time, whoever installed first.
 */
public final class Tracer {
    private static final Object LOCK = new Object();

    private static volatile Installation installed;

    private Tracer() {}

    /**
     * Starts recording with the default options; attaches an agent to this JVM itself, of which a JDK from 21 on warns
     * unless started with {@code -XX:+EnableDynamicAgentLoading}.
     *
     * @throws IllegalStateException if the JVM does not let itself be attached to; the message says what to do
     */
    public static void install() {
        install(AgentOptions.defaults());
    }

    /** Starts recording at this rate: mean bytes between samples, 1 for every allocation. See {@link #install()}. */
    public static void install(long memProfileRate) {
        install(AgentOptions.defaults().withRate(memProfileRate));
    }

    /** Starts recording with these options. See {@link #install()}. */
    public static void install(AgentOptions options) {
        Instrumentation instrumentation;
        try {
            instrumentation = ByteBuddyAgent.install();
        } catch (RuntimeException | LinkageError refused) {
            throw new IllegalStateException(
                    "cannot attach to this JVM (" + refused + "): start it with -javaagent:pprof4j.jar instead",
                    refused);
        }
        install(options, instrumentation);
    }

    /**
     * Starts recording with an agent's own instrumentation. All classes are instrumented when this returns.
     *
     * @return whether recording began now; false if it was on already
     * @throws IllegalStateException if this JVM cannot be instrumented
     */
    public static boolean install(AgentOptions options, Instrumentation instrumentation) {
        return install(options, instrumentation, true, null);
    }

    /**
     * Starts recording while the program waits to be started. The classes that are loaded already are instrumented in the
     * background, unless the rate is 1 and every object is to be counted.
     *
     * @param heldUpNanos how long the program has been held up
     * @return whether recording began now; false if it was on already
     * @throws IllegalStateException if this JVM cannot be instrumented
     */
    public static boolean installInBackground(
            AgentOptions options, Instrumentation instrumentation, LongSupplier heldUpNanos) {
        return install(options, instrumentation, false, heldUpNanos);
    }

    private static boolean install(
            AgentOptions options, Instrumentation instrumentation, boolean waiting, LongSupplier heldUpNanos) {
        synchronized (LOCK) {
            if (RecorderLink.isActive()) {
                return false;
            }
            try {
                TransformerWarmUp transformer = TransformerWarmUp.begin();
                JvmInternals jvm = new JvmInternals(instrumentation);
                BootRecorder.define(jvm, HookClass.of(options));
                Installation installation = new Installation(options, instrumentation, jvm, heldUpNanos);
                installed = installation;
                installation.begin(transformer, waiting);
                return true;
            } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError failure) {
                throw new IllegalStateException("cannot record allocations in this JVM: " + failure, failure);
            }
        }
    }

    /**
     * Has thread starts recorded from now on and, while the block profile is on, where threads park; until {@link
     * #uninstall}. Allocations need not be.
     *
     * @throws IllegalStateException if this JVM cannot be instrumented
     */
    public static void watchThreads(Instrumentation instrumentation) {
        synchronized (LOCK) {
            if (RecorderLink.isWatchingThreads()) {
                return;
            }
            try {
                BootRecorder.define(new JvmInternals(instrumentation), HookClass.SAMPLING);
                ThreadWatch.begin(instrumentation);
            } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError failure) {
                throw new IllegalStateException("cannot watch threads in this JVM: " + failure, failure);
            }
        }
    }

    /**
     * Leaves the classes as they are that are still waiting to be instrumented: the JVM is about to end, and has better
     * things to do. Recording goes on.
     */
    public static void halt() {
        Installation current = installed;
        if (current != null) {
            current.halt();
        }
    }

    /**
     * Stops recording and gives all classes their own code back. What was recorded can still be written. The recorder's
     * classes stay loaded, since the boot loader never unloads, but nothing calls them any more.
     */
    public static void uninstall() {
        synchronized (LOCK) {
            Runnable remover = RecorderLink.uninstaller();
            if (remover != null) {
                remover.run();
            }
            ThreadWatch.end();
        }
    }
}
