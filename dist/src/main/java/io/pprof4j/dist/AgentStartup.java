// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.tracer.AgentOptions;
import io.pprof4j.tracer.AgentOptionsParser;
import io.pprof4j.tracer.Tracer;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** What the agent does when it starts, inside its own class loader, to which it hands itself when it is initialised. */
final class AgentStartup implements Function<Object[], LongConsumer> {
    static {
        handOver(AgentStartup.class.getClassLoader(), new AgentStartup());
    }

    private AgentStartup() {}

    @SuppressWarnings("unchecked")
    private static void handOver(ClassLoader loader, AgentStartup startup) {
        ((Consumer<Object>) loader).accept(startup);
    }

    /** Takes arguments, instrumentation and delay: see {@link #start}. */
    @Override
    public LongConsumer apply(Object[] a) {
        return start((String) a[0], (Instrumentation) a[1], (LongSupplier) a[2]);
    }

    /**
     * Reads the options, starts recording, and arranges for what is written at exit.
     *
     * @param arguments of the agent; may be null
     * @param mainDelay how long {@code main} has been held up, in nanoseconds; null if it runs already
     * @return what begins to record at a rate, if it is off now; else null
     */
    private static LongConsumer start(String arguments, Instrumentation instrumentation, LongSupplier mainDelay) {
        AgentOptionsParser.Parsed parsed = AgentOptionsParser.parse(System.getenv("PPROF4J"), arguments);
        for (String warning : parsed.warnings()) {
            System.err.println("pprof4j: " + warning);
        }
        AgentOptions options = parsed.options();
        if (options.memProfileRate() != 0 && !install(options, instrumentation, mainDelay)) {
            System.err.println("pprof4j: allocations are recorded already; the rate, depth and class globs stay");
        }
        if (options.memProfileRate() != 0) {
            TraceStart.beginAllocations(options.traces());
        }
        startBeside(options, instrumentation);
        return options.memProfileRate() != 0 ? null : new LaterStart(options, instrumentation);
    }

    /** What does not hold up the program; none of what this allocates is the program's. */
    private static void startBeside(AgentOptions options, Instrumentation instrumentation) {
        long[] entered = RecorderLink.enter();
        try {
            TraceStart.begin(options.traces());
            ExitStart exit = new ExitStart(options);
            if (exit.isMeasuring() || !options.runtime().isOff()) {
                RuntimeStart.inBackground(options.runtime(), exit, instrumentation);
            }
            if (options.http() != null) {
                new HttpStart(options.http(), options.verbose(), instrumentation).start();
            }
            exit.register();
        } finally {
            RecorderLink.leave(entered);
        }
    }

    private static boolean install(AgentOptions options, Instrumentation instrumentation, LongSupplier mainDelay) {
        return mainDelay == null
                ? Tracer.install(options, instrumentation)
                : Tracer.installInBackground(options, instrumentation, mainDelay);
    }

    /** The agent of a program that asks for a rate when it runs. Not a lambda, which costs more than all of this. */
    private record LaterStart(AgentOptions options, Instrumentation instrumentation) implements LongConsumer {
        @Override
        public void accept(long rate) {
            Tracer.install(options.withRate(rate), instrumentation);
            TraceStart.beginAllocations(options.traces());
        }
    }
}
