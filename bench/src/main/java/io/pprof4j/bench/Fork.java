// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.ProgramMain;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for each measurement, of the same JDK as this one, one after the other. */
final class Fork {
    private static final long TIMEOUT_SECONDS = 300;

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
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(contender.arguments(directory));
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** One of the whole programs, in a heap of fixed size, as long as the options say. */
    Readings program(String program, Contender contender, BenchOptions options)
            throws IOException, InterruptedException {
        return run(
                        contender,
                        FixedHeap.large().arguments(),
                        ProgramMain.class,
                        program,
                        Double.toString(options.warmUpSeconds()),
                        Double.toString(options.seconds()))
                .readings();
    }

    /** In the profile that the last run left; NaN if it left none. */
    double samples() throws IOException {
        return SampleCount.in(directory);
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        deleteOldProfiles();
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        long cpuBefore = ChildrenCpu.nanos();
        long startMillis = System.currentTimeMillis();
        long startNanos = System.nanoTime();
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException("still running after " + TIMEOUT_SECONDS + " s");
        }
        long wall = System.nanoTime() - startNanos;
        long cpu = cpuBefore < 0 ? -1 : ChildrenCpu.nanos() - cpuBefore;
        if (process.exitValue() != 0) {
            throw new IOException("exit code " + process.exitValue() + ": " + lastLine(err));
        }
        return new Result(Readings.in(Files.readString(out)), startMillis, wall, cpu);
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? "nothing on stderr" : lines.get(lines.size() - 1);
    }

    private void deleteOldProfiles() throws IOException {
        try (DirectoryStream<Path> profiles = Files.newDirectoryStream(directory, "profile.*")) {
            for (Path profile : profiles) {
                Files.delete(profile);
            }
        }
    }
}
