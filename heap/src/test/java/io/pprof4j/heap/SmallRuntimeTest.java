// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.Profiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime image may lack the management modules; profiles then do without what these know. */
class SmallRuntimeTest {

    @TempDir
    private Path directory;

    @Test
    void writesBothFormsWithoutManagementModules() throws Exception {
        Command run = Command.run(
                directory,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules=java.base,java.logging,jdk.unsupported",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallRuntimeTest.class.getName()));

        assertThat(run.output())
                .contains("heap profile: 0: 0 [0: 1] @ heap/0", "this Java runtime has no module java.management");
        assertThat(run.exitCode()).isZero();
    }

    /** The application. */
    public static void main(String[] arguments) throws IOException {
        Profiles.lookup("allocs").writeTo(OutputStream.nullOutputStream(), 0);
        Profiles.lookup("heap").writeTo(System.out, 1);
        HeapProfileFile.write("mem.pb.gz", true);
    }
}
