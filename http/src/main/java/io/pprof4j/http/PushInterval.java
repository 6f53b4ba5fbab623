// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.IOException;
import java.util.Optional;

/** One profile, from one push to the next. For use by one thread. */
interface PushInterval {

    /** Begins the first interval. */
    void begin() throws IOException;

    /**
     * Ends an interval; the next one begins.
     *
     * @return gzip-compressed protocol buffer; empty if there is nothing in it
     */
    Optional<byte[]> next() throws IOException;

    /** Ends the last interval. */
    default Optional<byte[]> last() throws IOException {
        return next();
    }
}
