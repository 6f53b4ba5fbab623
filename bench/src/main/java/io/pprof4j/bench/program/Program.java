// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

/** Work that a service does, on a library as it is published: the same at every call. */
interface Program {
    /**
     * Does the work once, which takes 5 to 50 ms, on the calling thread.
     *
     * @return a checksum of what came out, always {@link #expected()}
     */
    long operation() throws Exception;

    /** The checksum of a right result, on every JDK. */
    long expected();
}
