// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The threads of this process as Linux accounts for them ({@code /proc/self/task}); none elsewhere.
 *
 * @param byId what each has used of the CPU since it began
 */
record KernelThreads(Map<String, Used> byId) {
    private static final Path TASKS = Path.of("/proc/self/task");

    /** What a thread has used. */
    record Used(String name, long nanos) {}

    static KernelThreads read() {
        Map<String, Used> byId = new HashMap<>();
        if (Files.isDirectory(TASKS)) {
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
                tasks.forEach(task -> read(task, byId));
            } catch (IOException notToBeRead) {
                byId.clear();
            }
        }
        return new KernelThreads(byId);
    }

    private static void read(Path task, Map<String, Used> byId) {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            String[] times = Files.readString(task.resolve("schedstat")).split(" ", -1);
            byId.put(task.getFileName().toString(), new Used(name, Long.parseLong(times[0])));
        } catch (IOException | NumberFormatException ended) {
            // and uses nothing any more
        }
    }

    /** What was used since an earlier reading, by threads that are still there. */
    CpuUse since(KernelThreads earlier) {
        CpuUse sum = CpuUse.NONE;
        for (Map.Entry<String, Used> entry : byId.entrySet()) {
            Used before = earlier.byId.get(entry.getKey());
            long nanos = entry.getValue().nanos() - (before == null ? 0 : before.nanos());
            sum = sum.plus(CpuUse.of(entry.getValue().name(), nanos));
        }
        return sum;
    }
}
