// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resident bytes of this process by what its mappings are. Read from the text of {@code /proc/self/smaps}.
 *
 * @param total of all mappings
 * @param anonymous of those that are none of the following
 */
record Mappings(long total, long heap, long code, long stacks, long files, long anonymous) {

    /** {@code 7f0a1466f000-7f0a1b938000 rw-p 00000000 00:00 0    [stack]}. */
    private static final Pattern HEADER =
            Pattern.compile("^([0-9a-f]+)-([0-9a-f]+) (\\S{4}) \\S+ \\S+ \\d+ *(.*)$", Pattern.MULTILINE);

    private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB"); // means KiB

    /** Protected pages at the end of a stack: the C library's, or those of the JVM. */
    private static final long GUARD_BYTES = 64 << 10;

    static Mappings parse(String smaps, MemoryAreas areas) {
        long[] sums = new long[5];
        Matcher header = HEADER.matcher(smaps);
        Matcher resident = RESIDENT.matcher(smaps);
        long guardEnd = -1;
        while (header.find()) {
            long begin = Long.parseUnsignedLong(header.group(1), 16);
            long end = Long.parseUnsignedLong(header.group(2), 16);
            boolean stack = begin == guardEnd && isStackSize(end - begin);
            guardEnd = header.group(3).startsWith("---") && end - begin <= GUARD_BYTES ? end : -1;
            if (resident.find(header.end())) {
                sums[kind(begin, header.group(4), stack, areas)] += Long.parseLong(resident.group(1)) * 1024;
            }
        }
        return new Mappings(
                sums[0] + sums[1] + sums[2] + sums[3] + sums[4], sums[0], sums[1], sums[2], sums[3], sums[4]);
    }

    private static int kind(long begin, String name, boolean stack, MemoryAreas areas) {
        if (areas.isHeap(begin) || name.contains("java_heap")) {
            return 0;
        }
        if (areas.isCode(begin)) {
            return 1;
        }
        if (stack || name.startsWith("[stack")) {
            return 2;
        }
        return name.startsWith("/") ? 3 : 4;
    }

    /** A stack of the default size less its guard, or of another that a thread may have been given. */
    private static boolean isStackSize(long bytes) {
        return bytes >= 64 << 10 && bytes <= 16 << 20;
    }
}
