// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for each measurement, of the same JDK as this one, one after the other. */
final class Fork {
    static final long TIMEOUT_SECONDS = 300;

    private final Path directory;

    /** @param directory for what the process prints and the contender writes; the next run overwrites it */
    Fork(Path directory) {
        this.directory = directory;
    }

    /**
     * A process that ended well.
     *
     * @param startMillis when it was started, as {@code System.currentTimeMillis}
     * @param wallNanos from then to its end
     * @param cpuNanos all that it used, the JVM's start and end included; -1 where there is no /proc
     */
    record Result(Readings readings, long startMillis, long wallNanos, long cpuNanos) {}

    Result run(Contender contender, List<String> jvmArguments, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        return run(command(contender, directory, jvmArguments, main, arguments));
    }

    /** Of a JVM of the same JDK and class path as this one. */
    static List<String> command(
            Contender contender, Path directory, List<String> jvmArguments, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(contender.arguments(directory));
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        SampleCount.deleteOld(directory);
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        long cpuBefore = ChildrenCpu.nanos();
        long startMillis = System.currentTimeMillis();
        long startNanos = System.nanoTime();
        Process process = builder.start();
        awaitEnd(process);
        long wall = System.nanoTime() - startNanos;
        long cpu = cpuBefore < 0 ? -1 : ChildrenCpu.nanos() - cpuBefore;
        requireSuccess(process, err);
        return new Result(Readings.in(Files.readString(out)), startMillis, wall, cpu);
    }

    /** @throws IOException if it takes too long; it is stopped then */
    static void awaitEnd(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw tooLate();
        }
    }

    static IOException tooLate() {
        return new IOException("still running after " + TIMEOUT_SECONDS + " s");
    }

    /** @throws IOException if it ended otherwise, with the last line of its standard error */
    static void requireSuccess(Process ended, Path err) throws IOException {
        if (ended.exitValue() != 0) {
            throw new IOException("exit code " + ended.exitValue() + ": " + lastLine(err));
        }
    }

    static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? "nothing on stderr" : lines.get(lines.size() - 1);
    }
}
