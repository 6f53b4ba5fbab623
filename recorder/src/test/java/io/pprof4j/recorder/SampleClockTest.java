// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SampleClockTest {
    private static final long SEED = 42;
    private static final int DEFAULT_RATE = 512 * 1024;

    /** Distances between samples, counted down in steps of 8 bytes at most. */
    private static double[] distances(long rate, int count) {
        SampleClock clock = new SampleClock(rate, SEED);
        double[] distances = new double[count];
        int countdown = 0;
        for (int i = 0; i < count; i++) {
            long distance = 0;
            int after = clock.after(countdown, 8);
            while (after > 0) {
                // As the hook does: the countdown is taken down without the clock until it would fall below zero.
                int steps = after / 8;
                distance += 8L * (steps + 1);
                after = clock.after(after - 8 * steps, 8);
            }
            distances[i] = distance;
            countdown = -after;
        }
        return distances;
    }

    @Test
    void aMillionDistancesAverageToTheRateWithinOnePercent() {
        double mean =
                Arrays.stream(distances(DEFAULT_RATE, 1_000_000)).average().orElseThrow();
        // the sampled step of 8 bytes itself counts half on average, which is nothing beside 512 KiB
        assertThat(mean).isCloseTo(DEFAULT_RATE, within(DEFAULT_RATE * 0.01));
    }

    @Test
    void distancesAreExponential() {
        int n = 100_000;
        double[] sorted = distances(DEFAULT_RATE, n);
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double expected = 1 - Math.exp(-sorted[i] / DEFAULT_RATE);
            largest = Math.max(largest, Math.max(expected - (double) i / n, (double) (i + 1) / n - expected));
        }
        // Kolmogorov and Smirnov: 1.63 / sqrt(n) is passed by chance once in a hundred seeds
        assertThat(largest).isLessThan(1.63 / Math.sqrt(n));
    }

    @ParameterizedTest
    @CsvSource({
        "8, 4096", "24, 4096", "4096, 4096", "40000, 4096",
        "64, 524288", "1024, 524288", "262144, 524288", "3000000, 524288",
        "4000000, 8000000", "16000000, 8000000"
    })
    void anObjectIsRecordedWithTheProbabilityOfItsSize(long size, long rate) {
        SampleClock clock = new SampleClock(rate, SEED);
        double p = -Math.expm1(-(double) size / rate);
        int n = (int) Math.min(20_000_000, Math.max(100_000, 20_000 / p));
        long recorded = 0;
        int countdown = 0;
        for (int i = 0; i < n; i++) {
            int after = clock.after(countdown, size);
            recorded += after < 0 ? 1 : 0;
            countdown = Math.abs(after);
        }
        double sigma = Math.sqrt(n * p * (1 - p));
        assertThat((double) recorded).isCloseTo(n * p, within(3 * sigma));
    }

    @Test
    void rateOneRecordsEachObject() {
        SampleClock clock = new SampleClock(1, SEED);
        assertThat(clock.after(0, 8)).isNegative();
        assertThat(clock.after(1, 1 << 20)).isNegative();
    }

    @Test
    void rateZeroRecordsNone() {
        SampleClock clock = new SampleClock(0, SEED);
        int countdown = 0;
        for (int i = 0; i < 100_000; i++) {
            countdown = clock.after(countdown, 100_000);
            assertThat(countdown).isPositive();
        }
    }

    @Test
    void aNewRateIsTakenUpWithinAChunk() {
        SampleClock clock = new SampleClock(1L << 40, SEED);
        int countdown = clock.after(0, 8);
        clock.rate(8);
        int recorded = 0;
        for (long bytes = 0; bytes < 2L * SampleClock.CHUNK; bytes += 1024) {
            int after = countdown - 1024 >= 0 ? countdown - 1024 : clock.after(countdown, 1024);
            recorded += after < 0 ? 1 : 0;
            countdown = Math.abs(after);
        }
        assertThat(recorded).isGreaterThan(900);
    }

    @Test
    void aCountdownIsNeverZeroOrQuiet() {
        SampleClock clock = new SampleClock(64, SEED);
        int countdown = 0;
        for (int i = 0; i < 1_000_000; i++) {
            countdown = Math.abs(clock.after(countdown, 8L * (1 + i % 100)));
            assertThat(countdown).isNotZero();
            assertThat(SampleClock.isQuiet(countdown)).isFalse();
        }
    }

    @Test
    void aConstructionIsToldFromACountdownAndNamesItsSlot() {
        for (int slot : new int[] {0, 1, ConstructionSlots.CAPACITY - 1}) {
            int countdown = SampleClock.underConstruction(slot);
            assertThat(SampleClock.isUnderConstruction(countdown)).isTrue();
            assertThat(SampleClock.slot(countdown)).isEqualTo(slot);
        }
    }

    @Test
    void anObjectOfUnknownSizeIsUnsampledByItsTrueSize() {
        long rate = 4096;
        for (long size : new long[] {16, 24, 40, 400}) {
            // recorded as often as one of INSTANCE_TICK bytes at the real rate
            double recorded = -Math.expm1(-(double) SampleClock.INSTANCE_TICK / rate);
            double assumed = -Math.expm1(-(double) size / SampleClock.rateFor(size, rate));
            assertThat(assumed).isCloseTo(recorded, within(recorded * 1e-3));
        }
    }

    @Test
    void slotsOfConstructionsSurviveTheSubtractionOfAnySize() {
        for (int slot : new int[] {0, 1, ConstructionSlots.CAPACITY - 1}) {
            int countdown = SampleClock.underConstruction(slot);
            assertThat(SampleClock.isUnderConstruction(countdown)).isTrue();
            assertThat(SampleClock.slot(countdown)).isEqualTo(slot);
            assertThat(countdown - TypeTable.UNKNOWN_SIZE).isNegative();
        }
    }
}
