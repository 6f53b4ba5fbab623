// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** With alloccount=1 each construct is counted exactly in code that the optimizing compiler has compiled. */
final class CountedCompiledTest implements ObjectCounts, ArrayCounts, LibraryCounts {
    private static CountedRun run;

    @BeforeAll
    static void runConstructs() throws IOException, InterruptedException {
        run = CountedRun.of(1, 20_000, 4_000, "-Xmx512m");
    }

    @Override
    public CountedRun run() {
        return run;
    }
}
