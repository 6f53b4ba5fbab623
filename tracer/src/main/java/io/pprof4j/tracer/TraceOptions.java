// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

/**
 * The traces that the agent was asked for, as in Go's {@code GODEBUG}; they go to stderr.
 *
 * @param gc 1 for a line at each garbage collection, 2 for that of 2014, 0 for none
 * @param allocations whether to write a block for each recorded allocation
 * @param allocationFile where these go instead of stderr, {@code %p} standing for the pid; null for stderr
 * @param schedulerMillis ms between two lines about the scheduler; 0 for none
 * @param schedulerDetail whether these say more, about every thread
 */
public record TraceOptions(
        int gc, boolean allocations, String allocationFile, long schedulerMillis, boolean schedulerDetail) {
    static final TraceOptions NONE = new TraceOptions(0, false, null, 0, false);
}
