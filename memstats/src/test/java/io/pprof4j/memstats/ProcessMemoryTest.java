// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {

    @TempDir
    private Path folder;

    @Test
    void peakIsInKibibytes() throws IOException {
        Path status = Files.writeString(
                folder.resolve("status"), "Name:\tjava\nVmPeak:\t  900 kB\nVmHWM:\t    75196 kB\nVmRSS:\t  1 kB\n");

        assertThat(ProcessMemory.maxRssBytes(status)).isEqualTo(77_000_704);
    }

    @Test
    void processNameMayBeAnyBytes() throws IOException {
        Path status = Files.writeString(
                folder.resolve("status"), "Name:\t\u00ff\nVmHWM:\t1 kB\n", StandardCharsets.ISO_8859_1);

        assertThat(ProcessMemory.maxRssBytes(status)).isEqualTo(1024);
    }

    @Test
    void zeroWhereTheSystemDoesNotTell() throws IOException {
        assertThat(ProcessMemory.maxRssBytes(folder.resolve("missing"))).isZero();
        assertThat(ProcessMemory.maxRssBytes(Files.createFile(folder.resolve("empty"))))
                .isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTells() {
        assertThat(ProcessMemory.maxRssBytes()).isGreaterThan(1 << 20);
    }
}
