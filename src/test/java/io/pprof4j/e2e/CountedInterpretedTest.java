// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** With alloccount=1 each construct is counted exactly in interpreted code, in arrays of another layout. */
@Tag("full")
final class CountedInterpretedTest implements ObjectCounts, ArrayCounts, LibraryCounts {
    private static CountedRun run;

    @BeforeAll
    static void runConstructs() throws IOException, InterruptedException {
        run = CountedRun.of(1, 20, 30, "-Xint", "-XX:ObjectAlignmentInBytes=16");
    }

    @Override
    public CountedRun run() {
        return run;
    }
}
