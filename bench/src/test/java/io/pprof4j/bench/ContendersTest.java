// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContendersTest {
    private final Contenders contenders = new Contenders(
            new Installation(Path.of("pprof4j.jar"), Path.of("bench.jar"), Path.of("google.jar"), Path.of("async.so")));

    @Test
    void theCommandLineKnowsAllOfThem() {
        assertThat(Stream.of(
                                contenders.all(),
                                contenders.oftenSampling(),
                                contenders.recordingAll(),
                                contenders.ofProfiles(6060, 6060))
                        .flatMap(List::stream)
                        .map(Contender::name))
                .hasSameElementsAs(Contenders.NAMES);
    }

    @Test
    void loopsAreNotRunUnderTheOneThatRecordsAllStacks() {
        assertThat(contenders.forLoops().stream().map(Contender::name))
                .hasSize(contenders.all().size() - 1)
                .doesNotContain("rate1");
    }

    @Test
    void whatAContenderWritesGoesToTheDirectoryOfItsFork() {
        Contender sampling = contenders.all().stream()
                .filter(one -> one.name().equals("512k"))
                .findFirst()
                .orElseThrow();

        assertThat(sampling.arguments(Path.of("/tmp/fork")))
                .containsExactly("-javaagent:pprof4j.jar=memprofile=/tmp/fork/profile.pb.gz");
    }
}
