// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of the processes that this one has started and that have ended, from Linux' /proc/self/stat. */
final class ChildrenCpu {
    private static final Path STAT = Path.of("/proc/self/stat");

    /** Fields 16 and 17, cutime and cstime, are in hundredths of a second on every Linux that runs a JVM. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private ChildrenCpu() {}

    /** -1 where there is no /proc. */
    static long nanos() throws IOException {
        return Files.exists(STAT) ? parse(Files.readString(STAT)) : -1;
    }

    /** The second field, the program's name, may have blanks and brackets in it. */
    static long parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * NANOS_PER_TICK;
    }
}
