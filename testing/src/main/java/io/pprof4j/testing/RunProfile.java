// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.Profile;
import java.io.IOException;

/** A profile of a whole test run: taken if the system property {@code pprof4j.<name>} names a file for it. */
interface RunProfile {
    /** Go's name of the flag, without {@code test.}: {@code memprofile}. */
    String name();

    /** Before the first test. */
    void begin();

    /** After the last test: what to write. */
    Profile end() throws IOException;
}
