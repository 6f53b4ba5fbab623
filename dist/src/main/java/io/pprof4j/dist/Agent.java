// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;

/**
 * Where the JVM enters: {@code -javaagent}, attach, or {@code Launcher-Agent-Class}. The one class of the agent that the
 * system class loader loads. It does little: everything else comes from the same jar through a loader of its own, so
 * that an application's copy of pprof4j or of a library, of whatever version, is never mixed with the agent's.
 */
public final class Agent {
    private static final String STARTUP = "io.pprof4j.dist.AgentStartup";

    private Agent() {}

    /** Before {@code main}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    /** While the program runs; also for {@code java -jar pprof4j.jar}, whose own allocations nobody asked for. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        if (!isOwnCommandLine()) {
            start(arguments, instrumentation);
        }
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
    private static void start(String arguments, Instrumentation instrumentation) {
        try {
            Class.forName(STARTUP, true, new AgentClassLoader(jar()))
                    .getMethod("start", String.class, Instrumentation.class)
                    .invoke(null, arguments, instrumentation);
        } catch (Throwable failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            System.err.println("pprof4j: the agent did not start, the program goes on without it: " + cause);
        }
    }

    private static File jar() throws URISyntaxException {
        return new File(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
