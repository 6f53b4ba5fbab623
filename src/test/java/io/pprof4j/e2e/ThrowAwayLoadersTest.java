// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In a JVM that unloads class loaders by the thousand nothing of ours keeps them or grows with them. */
@Tag("full")
class ThrowAwayLoadersTest {
    private static final int ROUNDS = 5;
    private static final int SAMPLED = 500;
    private static final long KEYS_BYTES = 20_000;
    private static final int EXACT = 100;
    private static final long MEGABYTE = 1 << 20;

    /** What there is after a round of {@link ThrowAwayLoaders}. */
    private record Round(long loadersLeft, long typeNumber, long ownBytes, long metaspace) {
        static Round parse(String line) {
            long[] numbers =
                    Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Round(numbers[1], numbers[2], numbers[3], numbers[4]);
        }
    }

    @Test
    void atTheDefaultRateNothingGrows() throws Exception {
        List<Round> rounds = run("", SAMPLED);

        assertReleased(rounds, SAMPLED);
        assertThat(rounds.get(ROUNDS - 1).ownBytes() - rounds.get(1).ownBytes()).isLessThan(MEGABYTE);
    }

    @Test
    void atRateOneLoadersAndTypeNumbersAreReleased() throws Exception {
        assertReleased(run("memprofilerate=1", EXACT), EXACT);
    }

    /** Stacks are shared, but each loader's classes make keys of their own: 10 kB a loader here. */
    @Test
    void atRateOneTheSameStacksInAnotherLoaderTakeTheirKeysOnly() throws Exception {
        List<Round> rounds = run("memprofilerate=1", EXACT);

        assertThat(rounds.get(ROUNDS - 1).ownBytes() - rounds.get(1).ownBytes())
                .isLessThan((ROUNDS - 2L) * EXACT * KEYS_BYTES);
    }

    /**
     * The first round loads what the program itself needs. A loader's classes take three type numbers; those of one round
     * may not be free again when the next asks.
     */
    private static void assertReleased(List<Round> rounds, int loaders) {
        Round warm = rounds.get(1);
        Round last = rounds.get(ROUNDS - 1);
        assertThat(rounds).hasSize(ROUNDS).allMatch(round -> round.loadersLeft() == 0);
        assertThat(last.typeNumber() - warm.typeNumber()).isLessThan(4L * loaders);
        assertThat(last.metaspace() - warm.metaspace()).isLessThan(MEGABYTE);
    }

    private static List<Round> run(String options, int loaders) throws IOException, InterruptedException {
        ForkedJvm.Result result = ForkedJvm.withAgent(options)
                .lightlyCompiled()
                .jvm(OwnMemory.OPEN)
                .run(ThrowAwayLoaders.class, Integer.toString(ROUNDS), Integer.toString(loaders));
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        System.out.print("after each round of " + loaders + " loaders, " + options
                + ": loaders left, type number, own bytes, metaspace\n" + result.out());
        return result.out().lines().map(Round::parse).toList();
    }
}
