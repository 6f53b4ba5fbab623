// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** Each construct is counted exactly on eight threads at once. */
final class ConstructsThreadsTest implements ObjectCounts, ArrayCounts, LibraryCounts {
    private static ConstructsRun run;

    @BeforeAll
    static void runConstructs() throws IOException, InterruptedException {
        run = ConstructsRun.of("threads", 8, 300, 500, "-Xmx512m");
    }

    @Override
    public ConstructsRun run() {
        return run;
    }
}
