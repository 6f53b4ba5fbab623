// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The JVM's own performance counters, which jstat reads: the JVM keeps them in a file that it maps into memory, and so
 * do we. They know every pause since the JVM started, to the nanosecond, and cost nothing. Absent without that file
 * ({@code -XX:-UsePerfData}, {@code -XX:+PerfDisableSharedMem}). Immutable; the memory behind it changes by itself.
 */
final class JvmCounters {

    private static final int MAGIC = 0xcafec0c0;

    private static final JvmCounters OWN = openOwn();

    private final ByteBuffer memory;

    private final double nanosPerTick;

    private final long startMillis;

    private final int[] pauseCounts;

    private final int[] pauseTimes;

    /** Offset of the CPU time of all collector threads; 0 before JDK 22. */
    private final int gcCpuTime;

    private JvmCounters(ByteBuffer memory, Map<String, Integer> offsets) {
        this.memory = memory;
        nanosPerTick = 1e9 / memory.getLong(offsets.get("sun.os.hrt.frequency"));
        startMillis = memory.getLong(offsets.get("sun.rt.vmInitDoneTime"));
        gcCpuTime = offsets.getOrDefault("sun.threads.total_gc_cpu_time", 0);
        List<String> pausing = pausing(memory, offsets);
        pauseCounts = pausing.stream()
                .mapToInt(collector -> offsets.get(collector + ".invocations"))
                .toArray();
        pauseTimes = pausing.stream()
                .mapToInt(collector -> offsets.get(collector + ".time"))
                .toArray();
    }

    /** Those that measure pauses say so in their name; Shenandoah's two count concurrent phases, too. */
    private static List<String> pausing(ByteBuffer memory, Map<String, Integer> offsets) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String collector = "sun.gc.collector." + i;
            Integer name = offsets.get(collector + ".name");
            if (name != null && text(memory, name).endsWith(" pauses")) {
                found.add(collector);
            }
        }
        return found;
    }

    /** The counters of this JVM; null if there are none. */
    static JvmCounters own() {
        return OWN;
    }

    /** Whether this JVM's collector is one whose pauses are counted. */
    boolean knowPauses() {
        return pauseTimes.length > 0;
    }

    /** Pauses for garbage collection since the JVM started. */
    long pauses() {
        return sum(pauseCounts);
    }

    /** Their total, in ns. */
    long pauseTotalNs() {
        return Math.round(sum(pauseTimes) * nanosPerTick);
    }

    /** CPU time of all collector threads since start, in ns; 0 if this JVM does not count it. */
    long gcCpuNs() {
        return gcCpuTime == 0 ? 0 : memory.getLong(gcCpuTime);
    }

    private long sum(int... offsets) {
        long sum = 0;
        for (int offset : offsets) {
            sum += memory.getLong(offset);
        }
        return sum;
    }

    private static JvmCounters openOwn() {
        String temporary =
                System.getProperty("os.name", "").equals("Linux") ? "/tmp" : System.getProperty("java.io.tmpdir", "");
        String pid = Long.toString(ProcessHandle.current().pid());
        JvmCounters counters = open(Path.of(temporary, "hsperfdata_" + System.getProperty("user.name"), pid));
        // Where containers share their temporary folder, the file may be another process' of the same number.
        boolean ours = counters != null
                && counters.startMillis == ManagementFactory.getRuntimeMXBean().getStartTime();
        return ours ? counters : null;
    }

    /** The counters in a file; null if it has none that can be read. */
    static JvmCounters open(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            boolean known = memory.getInt(0) == MAGIC && memory.get(5) == 2;
            memory.order(memory.get(4) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            return known ? new JvmCounters(memory, offsets(memory)) : null;
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    /** Where in memory each value is, by name. */
    private static Map<String, Integer> offsets(ByteBuffer memory) {
        Map<String, Integer> offsets = new HashMap<>();
        int entry = memory.getInt(24);
        for (int left = memory.getInt(28); left > 0; left--) {
            offsets.put(text(memory, entry + memory.getInt(entry + 4)), entry + memory.getInt(entry + 16));
            entry += memory.getInt(entry);
        }
        return offsets;
    }

    private static String text(ByteBuffer memory, int begin) {
        int end = begin;
        while (memory.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - begin];
        memory.get(begin, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
