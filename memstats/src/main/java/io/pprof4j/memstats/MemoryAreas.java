// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of the heap and of compiled code, as the JVM's diagnostic commands tell them. */
record MemoryAreas(List<Area> heap, List<Area> code) {

    /** {@code [0x00000000f3800000, 0x00000000f7aa0000, 0x00000000f7aa0000)}: begin, end of what is used, end. */
    private static final Pattern AREA = Pattern.compile("\\[0x([0-9a-f]+),(?: ?0x[0-9a-f]+,)? ?0x([0-9a-f]+)[)\\]]");

    MemoryAreas {
        heap = List.copyOf(heap);
        code = List.copyOf(code);
    }

    /** Half open. */
    record Area(long begin, long end) {

        boolean contains(long address) {
            return address >= begin && address < end;
        }
    }

    static MemoryAreas read() {
        return new MemoryAreas(
                areas(DiagnosticCommands.run("gcHeapInfo")), areas(DiagnosticCommands.run("compilerCodecache")));
    }

    static List<Area> areas(String text) {
        List<Area> areas = new ArrayList<>();
        Matcher area = AREA.matcher(text);
        while (area.find()) {
            areas.add(new Area(Long.parseUnsignedLong(area.group(1), 16), Long.parseUnsignedLong(area.group(2), 16)));
        }
        return areas;
    }

    boolean isHeap(long address) {
        return heap.stream().anyMatch(area -> area.contains(address));
    }

    boolean isCode(long address) {
        return code.stream().anyMatch(area -> area.contains(address));
    }
}
