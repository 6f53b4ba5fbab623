// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

/**
 * Counts the JVM's objects, which no MXBean does. Found as a service ({@link java.util.ServiceLoader}) by the loader of
 * this class; module heap has one that asks the allocation recorder.
 */
public interface ObjectCounter {

    /** The counts of now. Called by {@link MemStats#read()} on any thread; never fails, and returns zeros without a recorder. */
    ObjectCounts count();
}
