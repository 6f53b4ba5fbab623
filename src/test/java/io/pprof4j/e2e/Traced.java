// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A run of {@link TracedProgram}, which ends once its trace says what a test waits for. */
record Traced(int exitCode, String out, String err, String trace) {
    private static final long DEADLINE_SECONDS = 120;

    /**
     * Runs it.
     *
     * @param file where the trace goes; null for stderr
     * @param enough asked with the trace so far
     */
    static Traced run(ForkedJvm jvm, Path folder, Path file, Predicate<String> enough)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Path trace = file == null ? err : file;
        Process process = jvm.start(out, err, TracedProgram.class.getName());
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
            while (process.isAlive() && !(Files.exists(trace) && enough.test(Files.readString(trace)))) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not traced after " + DEADLINE_SECONDS + " s: " + Files.readString(err));
                }
                Thread.sleep(50);
            }
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + Files.readString(err));
            }
            return new Traced(
                    process.exitValue(), Files.readString(out), Files.readString(err), Files.readString(trace));
        } finally {
            process.destroyForcibly();
        }
    }
}
