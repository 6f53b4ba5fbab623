// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** One fork of JMH for one benchmark and one contender. */
final class JmhFork {
    private static final int ITERATIONS = 4;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Path directory;
    private final TimeValue warmUp;
    private final TimeValue measurement;

    /** @param directory for JMH's own log and what the contender writes */
    JmhFork(Path directory, double warmUpSeconds, double seconds) {
        this.directory = directory;
        warmUp = iteration(warmUpSeconds);
        measurement = iteration(seconds);
    }

    private static TimeValue iteration(double seconds) {
        return TimeValue.milliseconds(Math.round(1000 * seconds / ITERATIONS));
    }

    /** The time and the garbage of one operation. */
    record Score(double nanos, double bytes) {}

    /** @throws IOException if there is no score; JMH's log says why */
    Score run(MicroBenchmark benchmark, Contender contender) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xms512m", "-Xmx512m"));
        arguments.addAll(contender.arguments(directory));
        Path log = directory.resolve("jmh.txt");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.pattern())
                .forks(1)
                .warmupIterations(ITERATIONS)
                .warmupTime(warmUp)
                .measurementIterations(ITERATIONS)
                .measurementTime(measurement)
                .addProfiler(GCProfiler.class)
                .jvmArgs(arguments.toArray(String[]::new))
                .output(log.toString());
        if (!benchmark.bytes().isEmpty()) {
            options.param("bytes", benchmark.bytes());
        }
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            RunResult result = results.iterator().next();
            return new Score(
                    result.getPrimaryResult().getScore(),
                    result.getSecondaryResults().get(ALLOCATED).getScore());
        } catch (RunnerException | RuntimeException failure) {
            throw new IOException("no score, see " + log, failure);
        }
    }
}
