// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

/**
 * Which of the profiles that are off by default are on.
 *
 * @param blockProfileRate Go's runtime.SetBlockProfileRate, in nanoseconds; 0 for off
 * @param mutexProfileFraction Go's runtime.SetMutexProfileFraction; 0 for off
 */
public record RuntimeOptions(long blockProfileRate, int mutexProfileFraction) {
    /** Both off. */
    public static final RuntimeOptions OFF = new RuntimeOptions(0, 0);

    /** Whether both are off. Not by {@code equals}: a record's is made of method handles, which delay the start. */
    public boolean isOff() {
        return blockProfileRate == 0 && mutexProfileFraction == 0;
    }
}
