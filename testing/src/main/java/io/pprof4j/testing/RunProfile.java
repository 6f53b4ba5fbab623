// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.io.IOException;
import java.io.OutputStream;

/** A profile of a whole test run: taken if the system property {@code pprof4j.<name>} names a file for it. */
interface RunProfile {
    /** Go's name of the flag, without {@code test.}: {@code memprofile}. */
    String name();

    /** Before the first test. */
    void begin();

    /** After the last test. */
    void writeTo(OutputStream out, TestLabels labels) throws IOException;
}
