// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the numbers were measured on. */
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** {@code Some CPU, 2 processors, 23.5 GB, Linux 6.1.0 amd64}. */
    static String describe() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%s, %d processors, %.1f GB, %s %s %s",
                model(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / (double) (1 << 30),
                system.getName(),
                system.getVersion(),
                system.getArch());
    }

    private static String model() throws IOException {
        if (!Files.exists(CPU_INFO)) {
            return "unknown CPU";
        }
        return Files.readAllLines(CPU_INFO).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown CPU");
    }
}
