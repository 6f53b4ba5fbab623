// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What another program printed on both its streams, and how it ended. */
record Command(int exitCode, String output) {

    private static final long DEADLINE_SECONDS = 60;

    /** Runs a program to its end; its input is empty, and files it keeps are in a directory of the test. */
    static Command run(Path home, List<String> command) throws IOException, InterruptedException {
        Path output = home.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PPROF_TMPDIR", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " still runs after " + DEADLINE_SECONDS + " s");
        }
        return new Command(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
