// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains of appends, of which C2 makes one string: it still does, and what it allocates is recorded all the same. */
class StringChainsEndToEndTest {
    private static final int RATE = 65536;

    @TempDir
    private Path directory;

    /** Without escape analysis, so that the JVM allocates the same under the agent. 3,000 samples and more: sigma 1.8 %. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+OptimizeStringConcat", "-XX:-OptimizeStringConcat", "-XX:TieredStopAtLevel=1"})
    void whateverTheJitMakesOfAChainIsRecorded(String flag) throws Exception {
        double plain = bytesPerChain(ForkedJvm.withoutAgent().jvm(flag, "-XX:-DoEscapeAnalysis"));

        SamplingError.assertUnbiased(seed -> {
            Path file = directory.resolve("heap" + seed + ".pb.gz");
            bytesPerChain(ForkedJvm.withAgent("memprofilerate=" + RATE + ",memprofile=" + file)
                    .jvm(flag, "-XX:-DoEscapeAnalysis", "-Dpprof4j.seed=" + seed));

            long size = Math.round(plain);
            SamplingError.assertWithinThreeSigma(
                    flag,
                    RecordedHeap.read(file).under("alloc_space", Chains.class, "measured"),
                    Chains.MEASURED,
                    size,
                    size,
                    RATE);
        });
    }

    @Test
    void aChainTakesTheMemoryOfItsStringOnly() throws Exception {
        double plain = bytesPerChain(ForkedJvm.withoutAgent());
        double sampled = bytesPerChain(ForkedJvm.withAgent("memprofilerate=16777216"));

        assertThat(sampled).isCloseTo(plain, within(1.0));
    }

    private static double bytesPerChain(ForkedJvm jvm) throws Exception {
        ForkedJvm.Result result = jvm.run(Chains.class);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return Double.parseDouble(result.out().trim());
    }

    /** Prints the bytes that a chain takes once C2 has compiled it. */
    static final class Chains {
        static final int MEASURED = 3_000_000;
        private static final int WARM_UPS = 2_000_000;
        private static final String[] WORDS = {"alpha", "bravo"};
        static volatile Object sink;

        private Chains() {}

        public static void main(String[] arguments) throws InterruptedException {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            ZooProgram.awaitInstrumented();
            for (int i = 0; i < 10; i++) {
                run(WARM_UPS / 10);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            measured();
            System.out.println((threads.getCurrentThreadAllocatedBytes() - before) / (double) MEASURED);
        }

        private static void measured() {
            run(MEASURED);
        }

        private static void run(int times) {
            for (int i = 0; i < times; i++) {
                sink = chain(WORDS[i & 1], 1_000_000 + i);
            }
        }

        /** What javac made of {@code word + ':' + number} for Java 8. */
        @SuppressWarnings("UnnecessaryStringBuilder")
        private static String chain(String word, int number) {
            return new StringBuilder().append(word).append(':').append(number).toString();
        }
    }
}
