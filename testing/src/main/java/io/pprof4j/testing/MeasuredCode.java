// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

/**
 * Code whose allocations are measured. It runs several times.
 *
 * @param <X> what it may throw, which the measuring method then throws
 */
@FunctionalInterface
public interface MeasuredCode<X extends Throwable> {
    /** Runs the code once. */
    void run() throws X;
}
