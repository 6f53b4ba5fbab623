// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the benchmarks, prints their tables, and writes each to a file. {@code bench/run} starts it. */
public final class Bench {
    private Bench() {}

    /** Arguments: see {@link BenchOptions#USAGE}. Runs in the root of the source tree. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BenchOptions options;
        try {
            options = BenchOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException mistake) {
            System.err.println("bench: " + mistake.getMessage());
            System.err.println(BenchOptions.USAGE);
            System.exit(2);
            return;
        }
        Path root = Path.of("").toAbsolutePath();
        Path work = Files.createDirectories(root.resolve("bench/target/work"));
        Contenders contenders = new Contenders(Installation.find(root, work));
        Fork fork = new Fork(work);
        JmhFork jmh = new JmhFork(work, options.warmUpSeconds(), options.seconds());
        Results results = new Results(root.resolve(options.full() ? "bench/results" : "bench/target/results"));
        for (BenchOptions.Part part : options.parts()) {
            long began = System.nanoTime();
            String tables = tables(part, options, contenders, fork, jmh, work);
            long seconds = (System.nanoTime() - began) / 1_000_000_000;
            results.write(part, List.of(arguments), seconds, tables);
        }
    }

    private static String tables(
            BenchOptions.Part part, BenchOptions options, Contenders contenders, Fork fork, JmhFork jmh, Path work)
            throws IOException, InterruptedException {
        List<Contender> all = options.among(contenders.all());
        return switch (part) {
            case MICRO -> new MicroPart(options, options.among(contenders.forLoops()), jmh).run();
            case PROGRAMS -> new ProgramsPart(options, all, work).run();
            case SAMPLES -> new SamplesPart(options, options.among(contenders.oftenSampling()), work).run();
            case STARTUP -> new StartupPart(options, all, fork).run();
            case COVERAGE -> new CoveragePart(options, options.among(contenders.recordingAll()), fork, work).run();
            case PROFILES -> new ProfilesPart(options, contenders, fork, work).run();
        };
    }
}
