// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Where the JVM enters: {@code -javaagent}, attach, or {@code Launcher-Agent-Class}. The one class of the agent that the
 * system class loader loads. It does little: everything else comes from the same jar through a loader of its own, so
 * that an application's copy of pprof4j or of a library, of whatever version, is never mixed with the agent's.
 */
public final class Agent {
    private static final String STARTUP = "io.pprof4j.dist.AgentStartup";

    /** Set while the agent is there but off: starts it, at a rate. */
    private static LongConsumer dormant;

    private Agent() {}

    /** Before {@code main}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        MainDelay delay = new MainDelay();
        start(arguments, instrumentation, delay);
        delay.end();
    }

    /** While the program runs; also for {@code java -jar pprof4j.jar}, whose own allocations nobody asked for. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        if (!isOwnCommandLine()) {
            start(arguments, instrumentation, null);
        }
    }

    /**
     * Called by name through the system loader, when a rate is set and no recorder is there.
     *
     * @param rate mean bytes between samples; 0 leaves it off
     * @return whether there was an agent that was off
     */
    public static synchronized boolean wake(long rate) {
        LongConsumer agent = dormant;
        if (agent != null && rate != 0) {
            agent.accept(rate);
            dormant = null;
        }
        return agent != null;
    }

    private static synchronized void sleep(LongConsumer agent) {
        dormant = agent;
    }

    private static boolean isOwnCommandLine() {
        try {
            return new File(System.getProperty("java.class.path", ""))
                    .getCanonicalFile()
                    .equals(jar().getCanonicalFile());
        } catch (IOException | URISyntaxException | RuntimeException unknown) {
            return false;
        }
    }

    /** Whatever fails, the program goes on. */
    private static void start(String arguments, Instrumentation instrumentation, LongSupplier delay) {
        try {
            AgentClassLoader loader = new AgentClassLoader(jar());
            Class.forName(STARTUP, true, loader);
            LongConsumer later = loader.startup().apply(new Object[] {arguments, instrumentation, delay});
            if (later != null) {
                sleep(later);
            }
        } catch (Throwable failure) {
            System.err.println("pprof4j: the agent did not start, the program goes on without it: " + failure);
        }
    }

    private static File jar() throws URISyntaxException {
        return new File(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
