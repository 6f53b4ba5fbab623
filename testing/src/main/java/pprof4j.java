// SPDX-License-Identifier: Apache-2.0

import io.pprof4j.testing.JmhProfiler;

/** Only a name: JMH's {@code -prof} takes that of a class, and no package makes it {@code -prof pprof4j}. */
@SuppressWarnings("DefaultPackage")
public final class pprof4j extends JmhProfiler {
    /** For JMH. */
    public pprof4j() {}

    /** For JMH. */
    public pprof4j(String rate) {
        super(rate);
    }
}
