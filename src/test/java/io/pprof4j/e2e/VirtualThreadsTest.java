// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand virtual threads that unmount inside constructors are counted as any others and never pinned by us. */
@Tag("full")
@EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "virtual threads hold monitors without pinning from JDK 24 on")
class VirtualThreadsTest {
    private static final long SAMPLED_RATE = 64 << 10;

    @TempDir
    private Path directory;

    /** With a single carrier the program can end only if every thread lets go of it inside its constructor. */
    @ParameterizedTest
    @CsvSource({"plain,1", "synchronized,1", "plain,2"})
    void atRateOneEveryObjectIsCounted(String kind, int carriers) throws Exception {
        RecordedHeap heap = run(kind, carriers, 1);

        assertThat(heap.at("alloc_objects", VirtualThreads.class, "before")).isEqualTo(VirtualThreads.THREADS);
        assertThat(heap.at("alloc_objects", VirtualThreads.class, "after")).isEqualTo(VirtualThreads.THREADS);
        assertThat(heap.at("alloc_objects", VirtualThreads.class, "lambda$main$0"))
                .isEqualTo(VirtualThreads.THREADS);
        assertThat(heap.at("inuse_objects", VirtualThreads.class, "before")).isEqualTo(VirtualThreads.THREADS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "synchronized"})
    void samplesAreUnbiased(String kind) throws Exception {
        RecordedHeap heap = run(kind, 1, SAMPLED_RATE);

        for (String type : new String[] {"alloc_space", "inuse_space"}) {
            SamplingError.assertWithinThreeSigma(
                    "virtual threads, " + kind + ", " + type,
                    heap.at(type, VirtualThreads.class, "before"),
                    VirtualThreads.THREADS,
                    VirtualThreads.ARRAY,
                    VirtualThreads.ARRAY,
                    SAMPLED_RATE);
        }
    }

    private RecordedHeap run(String kind, int carriers, long rate) throws Exception {
        String[] jvm = {
            "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
            "-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers,
            "-Dpprof4j.seed=1"
        };
        Path file = directory.resolve("heap.pb.gz");
        ForkedJvm.Result plain = ForkedJvm.withoutAgent().jvm(jvm).run(VirtualThreads.class, kind);

        ForkedJvm.Result recorded = ForkedJvm.withAgent("memprofilerate=" + rate + ",memprofile=" + file)
                .jvm(jvm)
                .run(VirtualThreads.class, kind);

        assertThat(recorded.out()).as(recorded.err()).isEqualTo(plain.out()).startsWith("result ");
        assertThat(recorded.err()).isEmpty();
        assertThat(recorded.exitCode()).isZero();
        return RecordedHeap.read(file);
    }
}
