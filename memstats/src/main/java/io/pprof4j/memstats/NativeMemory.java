// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What native memory tracking says ({@code -XX:NativeMemoryTracking=summary}), in bytes.
 *
 * @param committed by category
 * @param stackReserved address space of the thread stacks
 */
record NativeMemory(Map<String, Long> committed, long stackReserved) {

    private static final Pattern CATEGORY =
            Pattern.compile("-\\s+([A-Z][A-Za-z ]*) \\(reserved=(\\d+)KB, committed=(\\d+)KB");

    private static final Pattern STACK = Pattern.compile("\\(stack: reserved=(\\d+)KB");

    /** What MemStats has from other sources. */
    private static final Set<String> KNOWN = Set.of("Java Heap", "Class", "Metaspace", "Code", "Thread", "GC");

    /** By the flag: the command would make the platform MBean server, perhaps before the program does. */
    private static final boolean ON = !Set.of("", "off").contains(HotSpotBeans.option("NativeMemoryTracking"));

    NativeMemory {
        committed = Map.copyOf(committed);
    }

    /** A reading of about 0.2 ms; null if the JVM does not track native memory, which it decides when it starts. */
    static NativeMemory read() {
        return ON ? read(DiagnosticCommands.run("vmNativeMemory", "summary")) : null;
    }

    static NativeMemory read(String summary) {
        Map<String, Long> committed = new HashMap<>();
        Matcher category = CATEGORY.matcher(summary);
        while (category.find()) {
            committed.put(category.group(1), Long.parseLong(category.group(3)) * 1024);
        }
        Matcher stack = STACK.matcher(summary);
        return new NativeMemory(committed, stack.find() ? Long.parseLong(stack.group(1)) * 1024 : 0);
    }

    long threads() {
        return committed.getOrDefault("Thread", 0L);
    }

    long gc() {
        return committed.getOrDefault("GC", 0L);
    }

    /** Everything that is not heap, class metadata, code, thread or collector. Direct buffers are in it. */
    long other() {
        return committed.entrySet().stream()
                .filter(category -> !KNOWN.contains(category.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
