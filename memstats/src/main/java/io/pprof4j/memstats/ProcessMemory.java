// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux says about the memory of this process: /proc/self/status. */
final class ProcessMemory {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d{1,15}) kB"); // kB means KiB

    private ProcessMemory() {}

    /** Largest resident size since start in bytes; 0 on any system without that file. */
    static long maxRssBytes() {
        return maxRssBytes(Path.of("/proc/self/status"));
    }

    static long maxRssBytes(Path status) {
        // Latin-1, because the process name in this file may be any bytes.
        try (BufferedReader lines = Files.newBufferedReader(status, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher peak = PEAK.matcher(line);
                if (peak.matches()) {
                    return Long.parseLong(peak.group(1)) * 1024;
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
