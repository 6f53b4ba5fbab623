// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCountersTest {

    @TempDir
    private Path folder;

    @Test
    void aPauseIsCounted() {
        JvmCounters counters = JvmCounters.own();
        assumeTrue(counters != null && counters.knowPauses());
        long before = counters.pauses();
        long nanosBefore = counters.pauseTotalNs();
        System.gc();

        assertThat(counters.pauses()).isGreaterThan(before);
        assertThat(counters.pauseTotalNs()).isGreaterThan(nanosBefore);
    }

    @Test
    void anythingElseIsNotRead() throws IOException {
        assertThat(JvmCounters.open(folder.resolve("missing"))).isNull();
        assertThat(JvmCounters.open(Files.createFile(folder.resolve("empty")))).isNull();
        assertThat(JvmCounters.open(Files.write(folder.resolve("zeros"), new byte[100])))
                .isNull();
    }
}
