// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.tracer.AgentOptions;
import io.pprof4j.tracer.AgentOptionsParser;
import io.pprof4j.tracer.Tracer;
import java.lang.instrument.Instrumentation;

/** What the agent does when it starts, inside its own class loader. */
public final class AgentStartup {
    private AgentStartup() {}

    /**
     * Reads the options, starts recording, and arranges for the profile to be written at exit.
     *
     * @param arguments of the agent; may be null
     */
    public static void start(String arguments, Instrumentation instrumentation) {
        AgentOptionsParser.Parsed parsed = AgentOptionsParser.parse(System.getenv("PPROF4J"), arguments);
        for (String warning : parsed.warnings()) {
            System.err.println("pprof4j: " + warning);
        }
        AgentOptions options = parsed.options();
        if (options.memProfileRate() != 0 && !Tracer.install(options, instrumentation)) {
            System.err.println("pprof4j: allocations are recorded already; the rate, depth and class globs stay");
        }
        if (options.memProfile() != null) {
            ExitProfile.register(options.memProfile(), options.memProfileGc());
        }
    }
}
