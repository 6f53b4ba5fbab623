// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

/**
 * The files that are written at exit beside the heap profile; in each {@code %p} stands for the pid, and null for none.
 *
 * @param cpu the CPU profile of the whole run
 * @param block the profile {@code block}
 * @param mutex the profile {@code mutex}
 * @param trace a recording of JDK Flight Recorder, the latest part of the run
 */
public record ExitFiles(String cpu, String block, String mutex, String trace) {
    /** No file. */
    public static final ExitFiles NONE = new ExitFiles(null, null, null, null);
}
