// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.IOException;
import java.io.OutputStream;

/** A set of stacks under a name, such as {@code heap} or {@code app/connections}. Safe for use by several threads. */
public interface NamedProfile {

    /** The name under which {@link Profiles#lookup} finds it. */
    String name();

    /** The number of execution stacks in the profile now. */
    int count();

    /**
     * Writes a snapshot of the profile; the stream is flushed and stays open.
     *
     * @param out where to write
     * @param debug 0 for the gzip-compressed protocol buffer that {@code go tool pprof} reads; 1, or any other value, for
     *     text with function names and line numbers; 2 is the most detailed text, where a profile has one
     * @throws IOException the first error of the stream
     */
    void writeTo(OutputStream out, int debug) throws IOException;
}
