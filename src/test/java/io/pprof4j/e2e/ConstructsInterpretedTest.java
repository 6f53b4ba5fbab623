// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Each construct is counted exactly in interpreted code, with reflection through native code. */
@Tag("full")
final class ConstructsInterpretedTest implements ObjectCounts, ArrayCounts, LibraryCounts {
    private static ConstructsRun run;

    @BeforeAll
    static void runConstructs() throws IOException, InterruptedException {
        run = ConstructsRun.of(
                "threads",
                1,
                20,
                30,
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=exclude,io.pprof4j.e2e.*::*",
                "-XX:CompileCommand=exclude,java.util.Arrays::*",
                "-XX:CompileCommand=exclude,java.lang.StringConcatHelper::*",
                "-XX:CompileCommand=exclude,java.math.*::*",
                "-XX:CompileCommand=exclude,java.lang.reflect.*::*",
                "-Dsun.reflect.inflationThreshold=2147483647",
                "-Djdk.reflect.useNativeAccessorOnly=true");
    }

    @Override
    public ConstructsRun run() {
        return run;
    }
}
