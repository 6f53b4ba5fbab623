// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The commands of jcmd, asked for inside the JVM. */
final class DiagnosticCommands {

    private DiagnosticCommands() {}

    /**
     * What a command prints; empty if this JVM has no such command.
     *
     * @param operation name of the MBean's operation: {@code vmNativeMemory} for {@code VM.native_memory}
     */
    static String run(String operation, String... arguments) {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            operation,
                            new Object[] {arguments},
                            new String[] {String[].class.getName()});
        } catch (JMException | RuntimeException absent) {
            return "";
        }
    }

    /** For a command without arguments. */
    static String run(String operation) {
        return run(operation, new String[0]);
    }
}
