// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.List;

/**
 * What the agent was asked for: {@code -javaagent:pprof4j.jar=key=value,key=value}, and the same keys in the
 * environment variable {@code PPROF4J}.
 *
 * @param memProfileRate mean bytes between samples; 1 records every allocation, 0 none
 * @param memProfile file to write the heap profile to at exit, {@code %p} standing for the pid; null for none
 * @param memProfileGc whether to run a garbage collection before writing it
 * @param stackDepth frames kept of each stack, on the leaf side
 * @param include globs of the class names to instrument; empty for all
 * @param exclude globs of the class names not to instrument
 * @param counting whether every allocation is counted at its own site, without stacks; the rate is 1 then
 * @param measuring whether what single threads allocate is to be measured, whatever the rate, as tests do
 * @param verbose whether to say on stderr when classes have been instrumented
 * @param traces what the runtime is to print
 * @param runtime which other profiles are on
 * @param http where to serve profiles; null for nowhere
 * @param files what else is written at exit
 * @param push where to send profiles; null for nowhere
 */
public record AgentOptions(
        long memProfileRate,
        String memProfile,
        boolean memProfileGc,
        int stackDepth,
        List<String> include,
        List<String> exclude,
        boolean counting,
        boolean measuring,
        boolean verbose,
        TraceOptions traces,
        RuntimeOptions runtime,
        HttpOptions http,
        ExitFiles files,
        PushOptions push) {
    /** Go's runtime.MemProfileRate. */
    public static final long DEFAULT_RATE = 512 * 1024;

    static final int DEFAULT_STACK_DEPTH = 128;
    static final int MAX_STACK_DEPTH = 1024;

    public AgentOptions {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** The options of an agent that was given none. */
    public static AgentOptions defaults() {
        return new AgentOptions(
                DEFAULT_RATE,
                null,
                true,
                DEFAULT_STACK_DEPTH,
                List.of(),
                List.of(),
                false,
                false,
                false,
                TraceOptions.NONE,
                RuntimeOptions.OFF,
                null,
                ExitFiles.NONE,
                null);
    }

    /** These options with another rate. */
    public AgentOptions withRate(long bytes) {
        return with(bytes, false, measuring);
    }

    /** These options, but to count every allocation at its own site instead of recording samples with their stacks. */
    public AgentOptions withCounting() {
        return with(1, true, false);
    }

    /** These options, but so that what single threads allocate can be measured exactly, beside the samples. */
    public AgentOptions withMeasuring() {
        return with(memProfileRate, false, true);
    }

    private AgentOptions with(long rate, boolean counted, boolean measured) {
        return new AgentOptions(
                rate,
                memProfile,
                memProfileGc,
                stackDepth,
                include,
                exclude,
                counted,
                measured,
                verbose,
                traces,
                runtime,
                http,
                files,
                push);
    }
}
