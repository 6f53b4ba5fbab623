// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one thread allocates, beside whatever else is recorded in the JVM. */
class MeasuringEndToEndTest {
    private static final Pattern SAMPLED = Pattern.compile("made (\\d+) sampled (\\d+)");
    private static final String REPEATS = "200";

    private static ForkedJvm.Result run(ForkedJvm jvm, String measurements) throws Exception {
        ForkedJvm.Result run =
                jvm.jvm("-XX:+EnableDynamicAgentLoading", "-Dpprof4j.seed=6").run(MeasuringProgram.class, measurements);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().limit(3)).as(run.out()).containsOnly("all equal");
        return run;
    }

    @Test
    void samplesStayUnbiasedWhileTheirThreadsAreMeasured() throws Exception {
        Matcher numbers = SAMPLED.matcher(
                run(ForkedJvm.withAgent("memprofilerate=512"), REPEATS).out());
        assertThat(numbers.find()).isTrue();
        long made = Long.parseLong(numbers.group(1));
        // A probe is sampled with probability 1 - exp(-32/512): of 26,400 some 1,600, so that sigma is 2.4 %.
        assertThat((double) Long.parseLong(numbers.group(2))).isCloseTo((double) made, within(0.075 * made));
    }

    @Test
    @Tag("full")
    void everyObjectIsRecordedAndMeasuredAtRateOne() throws Exception {
        Matcher numbers = SAMPLED.matcher(
                run(ForkedJvm.withAgent("memprofilerate=1"), "20").out());
        assertThat(numbers.find()).isTrue();
        assertThat(numbers.group(2)).isEqualTo(numbers.group(1));
    }

    @Test
    @Tag("full")
    void whereAllocationsAreOnlyCountedNothingCanBeMeasured() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("alloccount=1").run(MeasuringProgram.class, "1");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("allocations are counted in this JVM (alloccount=1)");
    }

    @ParameterizedTest
    @Tag("full")
    @ValueSource(strings = {"-Xint", "-Xmixed", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
    void countsNeverDifferByOneObjectHoweverTheCodeIsRun(String mode) throws Exception {
        run(ForkedJvm.withoutAgent().jvm(mode), REPEATS);
    }
}
