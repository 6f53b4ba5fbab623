// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.ProgramMain;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A whole program in a JVM of its own that works when it is its turn and sleeps in between. */
final class ProgramFork implements Entrant {
    private static final Executor TOO_LATE = CompletableFuture.delayedExecutor(Fork.TIMEOUT_SECONDS, TimeUnit.SECONDS);

    private final Process process;
    private final Path err;
    private final double turnSeconds;
    private final BufferedWriter in;
    private final BufferedReader out;

    private ProgramFork(Process process, Path err, double turnSeconds) {
        this.process = process;
        this.err = err;
        this.turnSeconds = turnSeconds;
        this.in = process.outputWriter();
        this.out = process.inputReader();
    }

    /**
     * Starts it, and its warm-up.
     *
     * @param directory for what the contender writes
     */
    static ProgramFork start(
            Path directory,
            Contender contender,
            List<String> jvmArguments,
            String program,
            double warmUpSeconds,
            double turnSeconds)
            throws IOException {
        Files.createDirectories(directory);
        SampleCount.deleteOld(directory);
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(Fork.command(
                contender, directory, jvmArguments, ProgramMain.class, program, Double.toString(warmUpSeconds)));
        return new ProgramFork(builder.redirectError(err.toFile()).start(), err, turnSeconds);
    }

    @Override
    public void warmUp() throws IOException {
        readings();
    }

    @Override
    public void turn() throws IOException {
        in.write(turnSeconds + "\n");
        in.flush();
        readings();
    }

    @Override
    public Readings end() throws IOException, InterruptedException {
        in.close();
        Readings all = readings();
        Fork.awaitEnd(process);
        Fork.requireSuccess(process, err);
        return all;
    }

    private Readings readings() throws IOException {
        CompletableFuture<?> timeout = CompletableFuture.runAsync(process::destroyForcibly, TOO_LATE);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (Readings.isReadings(line)) {
                timeout.cancel(false);
                return Readings.ofLine(line);
            }
        }
        if (timeout.isDone()) {
            throw Fork.tooLate();
        }
        timeout.cancel(false);
        throw new IOException("ended too early: " + Fork.lastLine(err));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
