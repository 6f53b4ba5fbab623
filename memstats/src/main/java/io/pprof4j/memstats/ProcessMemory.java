// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says about the memory of this process: /proc/self/status. */
final class ProcessMemory {

    private ProcessMemory() {}

    /** Largest resident size since start in bytes; 0 on any system without that file. */
    static long maxRssBytes() {
        return maxRssBytes(Path.of("/proc/self/status"));
    }

    static long maxRssBytes(Path status) {
        return kibibytes(status, "VmHWM:") * 1024;
    }

    /** A value in "kB", which means KiB. Without regular expressions and streams, which would be most of the cost of MemStats. */
    private static long kibibytes(Path file, String key) {
        try {
            // Latin-1, because the process name in this file may be any bytes.
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            int at = text.indexOf('\n' + key) + 1;
            long value = 0;
            for (int i = at + key.length(); at > 0 && i < text.length() && text.charAt(i) != '\n'; i++) {
                char c = text.charAt(i);
                value = c >= '0' && c <= '9' ? value * 10 + (c - '0') : value;
            }
            return value;
        } catch (IOException absent) {
            return 0;
        }
    }
}
