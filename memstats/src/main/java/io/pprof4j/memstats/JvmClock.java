// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.lang.management.ManagementFactory;

/** When the JVM's own milliseconds began: those of collector beans and of the uptime. */
final class JvmClock {

    /**
     * In ms since 1970. Not RuntimeMXBean.getStartTime, which is some ten ms later, when the JVM had been initialised.
     */
    static final long START_MILLIS =
            System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getUptime();

    private JvmClock() {}

    /** The JVM's ms as ns since 1970. */
    static long toEpochNanos(long sinceStartMillis) {
        return (START_MILLIS + sinceStartMillis) * 1_000_000;
    }
}
