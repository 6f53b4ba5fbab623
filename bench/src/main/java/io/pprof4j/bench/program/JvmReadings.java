// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process has used so far, by its own books and the kernel's. */
final class JvmReadings {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private JvmReadings() {}

    /** CPU time of all threads, the JVM's own included. */
    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** That the JIT has worked, all its threads together, on what it has finished. */
    static long compilationNanos() {
        return TimeUnit.MILLISECONDS.toNanos(
                ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }

    /** Allocated by all threads, dead ones too. By name, since JDK 17 has it from 17.0.11 on only. */
    static long allocatedBytes() throws JMException {
        ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
        return (long) ManagementFactory.getPlatformMBeanServer().getAttribute(threads, "TotalThreadAllocatedBytes");
    }

    /** Resident memory; -1 where there is no /proc. */
    static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return -1;
    }

    /** What is reachable on the heap, after a collection for the purpose. */
    static long reachableBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
