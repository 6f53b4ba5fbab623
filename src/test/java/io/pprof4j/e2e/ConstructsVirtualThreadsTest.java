// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Each construct is counted exactly on a thousand virtual threads. */
@EnabledForJreRange(min = JRE.JAVA_21)
final class ConstructsVirtualThreadsTest implements ObjectCounts, ArrayCounts, LibraryCounts {
    private static ConstructsRun run;

    @BeforeAll
    static void runConstructs() throws IOException, InterruptedException {
        run = ConstructsRun.of("virtual", 1000, 300, 5, "-Xmx512m");
    }

    @Override
    public ConstructsRun run() {
        return run;
    }
}
