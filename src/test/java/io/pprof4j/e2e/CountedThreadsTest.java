// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** With alloccount=1 each construct is counted exactly on eight threads at once. */
final class CountedThreadsTest implements ObjectCounts, ArrayCounts, LibraryCounts {
    private static CountedRun run;

    @BeforeAll
    static void runConstructs() throws IOException, InterruptedException {
        run = CountedRun.of(8, 300, 500, "-Xmx512m");
    }

    @Override
    public CountedRun run() {
        return run;
    }
}
