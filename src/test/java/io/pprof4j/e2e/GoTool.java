// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        return pprof(profile.toString(), Map.of(), arguments);
    }

    /** The same of a profile that it fetches; it keeps a copy in the folder. */
    static String fetch(String url, Path folder, String... arguments) throws IOException, InterruptedException {
        return pprof(url, Map.of("PPROF_TMPDIR", folder.toString()), arguments);
    }

    private static String pprof(String source, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("go", "tool", "pprof"));
        command.addAll(List.of(arguments));
        command.add(source);
        ForkedJvm.Result result = ForkedJvm.command(command, environment);
        if (result.exitCode() != 0) {
            throw new AssertionError("go tool pprof failed: " + result.err());
        }
        return result.out();
    }
}
