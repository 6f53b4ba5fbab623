// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.acme.CodecBenchmark;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

@Tag("full")
final class JmhProfilerTest {
    @Test
    void theProfilerTellsObjectsAndBytesOfAnOperationAndWritesAProfile(@TempDir Path folder) throws Exception {
        Map<String, Double> results = scores(new Runner(new OptionsBuilder()
                        .include(CodecBenchmark.class.getName())
                        .forks(1)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(2)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler("pprof4j")
                        .jvmArgsAppend("-XX:+EnableDynamicAgentLoading", "-Dpprof4j.outputdir=" + folder)
                        .output(folder.resolve("jmh.txt").toString())
                        .build())
                .run()
                .iterator()
                .next());
        assertThat(results.get("pprof4j.allocs")).isCloseTo(3, within(0.3));
        assertThat(results.get("pprof4j.bytes")).isCloseTo(72, within(7.2));
        assertThat(results.keySet()).anyMatch(name -> name.contains("bytes:com.acme.Token at com.acme.Codec.token:"));
        assertThat(bytes(folder)).isPositive();
    }

    private static Map<String, Double> scores(RunResult run) {
        Map<String, Double> scores = new HashMap<>();
        run.getSecondaryResults().forEach((name, result) -> scores.put(name, result.getScore()));
        return scores;
    }

    private static long bytes(Path folder) throws Exception {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pb.gz")) {
            Profile profile = ProfileReader.read(files.iterator().next());
            return profile.samples().stream()
                    .mapToLong(sample -> sample.value(1))
                    .sum();
        }
    }
}
