// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The outside judge: the real {@code go tool pprof}. */
final class GoTool {
    private GoTool() {}

    /** Aborts the test, aloud, where Go is not installed. */
    static void require() throws InterruptedException {
        boolean found;
        try {
            found = ForkedJvm.command(List.of("go", "version")).exitCode() == 0;
        } catch (IOException notInstalled) {
            found = false;
        }
        if (!found) {
            System.err.println(
                    "SKIPPED: go is not installed, so go tool pprof cannot judge (apt-get install golang-go)");
        }
        assumeTrue(found, "go is not installed");
    }

    /** What {@code go tool pprof} prints; fails if it complains. */
    static String pprof(Path profile, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("go", "tool", "pprof"));
        command.addAll(List.of(arguments));
        command.add(profile.toString());
        ForkedJvm.Result result = ForkedJvm.command(command);
        if (result.exitCode() != 0) {
            throw new AssertionError("go tool pprof failed: " + result.err());
        }
        return result.out();
    }
}
