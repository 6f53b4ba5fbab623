// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In-use is what the last collection left alive, under every collector (RP-18, RP-19, RP-20). */
class InUseEndToEndTest {
    private static final long RATE = 512 << 10;

    @TempDir
    private Path directory;

    /** 390 samples expected: sigma 5.1 %. */
    @Test
    void samplesTellWhatIsAliveAsOfTheLastCollection() throws Exception {
        checkSamples("G1");
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "Z", "Shenandoah"})
    void samplesTellWhatIsAliveAsOfTheLastCollection(String collector) throws Exception {
        checkSamples(collector);
    }

    private void checkSamples(String collector) throws Exception {
        run(collector, "", Retaining.Sampled.class);

        long alive = inuse("collected", "inuse_space", "retained");
        SamplingError.assertWithinThreeSigma(
                collector + " retained", alive, Retaining.KEPT, Retaining.KILOBYTE, Retaining.KILOBYTE, RATE);
        assertThat(inuse("collected", "alloc_space", "garbage")).isPositive();
        assertThat(inuse("collected", "inuse_space", "garbage")).isZero();
        assertThat(inuse("after", "alloc_space", "garbage"))
                .isGreaterThan(inuse("collected", "alloc_space", "garbage"));
        assertThat(inuse("after", "inuse_space", "garbage")).isZero();
        assertThat(inuse("after", "inuse_space", "retained")).isEqualTo(alive);
        assertThat(inuse("empty", "inuse_space", "retained")).isZero();
        assertThat(inuse("empty", "alloc_space", "retained")).isEqualTo(inuse("collected", "alloc_space", "retained"));
    }

    @Test
    void atRateOneInUseIsExactAndNoClassLoaderIsKept() throws Exception {
        checkExact("G1");
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "Z", "Shenandoah"})
    void atRateOneInUseIsExactAndNoClassLoaderIsKept(String collector) throws Exception {
        checkExact(collector);
    }

    private void checkExact(String collector) throws Exception {
        ForkedJvm.Result result = run(collector, ",memprofilerate=1", Retaining.Exact.class);

        assertThat(read("before").total("alloc_objects")).isPositive();
        // The agent's start may fill the young generation, and ZGC collects by itself.
        if (result.out().startsWith("collected before: false\n")) {
            assertThat(read("before").total("inuse_objects")).isPositive();
        }
        assertThat(inuse("collected", "alloc_objects", "retained")).isEqualTo(30_000);
        assertThat(inuse("collected", "inuse_objects", "retained")).isEqualTo(10_000);
        assertThat(inuse("collected", "inuse_space", "retained")).isEqualTo(10_000L << 10);
        assertThat(inuse("collected", "alloc_space", "megabyte")).isEqualTo(50L << 20);
        assertThat(inuse("collected", "inuse_space", "megabyte")).isZero();
        assertThat(inuse("collected", "inuse_space", "block")).isEqualTo(10L << 20);
        assertThat(result.out()).endsWith("\nloaders left: 0\n");
    }

    private ForkedJvm.Result run(String collector, String options, Class<?> main) throws Exception {
        ForkedJvm.Result result = ForkedJvm.withAgent("memprofile=" + directory.resolve("exit.pb.gz") + options)
                .jvm("-XX:+Use" + collector + "GC", "-Xmx640m", "-Dpprof4j.seed=1")
                .run(main, directory.toString());
        assertThat(result.err()).doesNotContain("pprof4j");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private long inuse(String profile, String sampleType, String method) throws IOException {
        return read(profile).at(sampleType, Retaining.class, method);
    }

    private RecordedHeap read(String profile) throws IOException {
        return RecordedHeap.read(directory.resolve(profile + ".pb.gz"));
    }
}
