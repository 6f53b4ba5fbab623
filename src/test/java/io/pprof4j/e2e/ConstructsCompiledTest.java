// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** Each construct is counted exactly in code that the optimizing compiler has compiled. */
final class ConstructsCompiledTest implements ObjectCounts, ArrayCounts, LibraryCounts {
    private static ConstructsRun run;

    @BeforeAll
    static void runConstructs() throws IOException, InterruptedException {
        run = ConstructsRun.of("threads", 1, 8_000, 4_000, "-Xmx512m");
    }

    @Override
    public ConstructsRun run() {
        return run;
    }
}
