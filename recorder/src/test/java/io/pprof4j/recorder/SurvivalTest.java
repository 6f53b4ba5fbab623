// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SurvivalTest {
    private final Survival survival = new Survival(null);

    @Test
    void allAreFollowedUntilThereIsEvidence() {
        for (int i = 0; i < 15; i++) {
            survival.died(1);
        }
        assertThat(survival.exponent()).isZero();
        survival.died(1);
        assertThat(survival.exponent()).isEqualTo(1);
    }

    @Test
    void oneInSixteenIsFollowedWhereAllDie() {
        for (int i = 0; i < 100_000; i++) {
            survival.died(1 << survival.exponent());
        }
        assertThat(survival.exponent()).isEqualTo(Survival.MAX_EXPONENT);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "7, 0", "10, 1", "40, 2", "150, 3", "600, 4", "3000, 4"})
    void whereOneInSoManySurvivesSoManyAreFollowed(int oneIn, int exponent) {
        for (int i = 1; i <= 200 * oneIn; i++) {
            if (i % oneIn == 0) {
                survival.survived(1);
            } else {
                survival.died(1);
            }
        }
        assertThat(survival.exponent()).isEqualTo(exponent);
    }

    @Test
    void aSiteThatBeginsToRetainIsFollowedCloselyAtOnce() {
        for (int i = 0; i < 10_000; i++) {
            survival.died(1 << survival.exponent());
        }
        survival.survived(1 << survival.exponent());
        assertThat(survival.exponent()).isEqualTo(3);
        for (int i = 1; i < 40; i++) {
            survival.survived(1 << survival.exponent());
        }
        assertThat(survival.exponent()).isEqualTo(1);
    }

    @Test
    void whereLittleIsKnownTheKinDecidesButOneInFourIsFollowed() {
        Survival kin = new Survival(null);
        for (int i = 0; i < 1000; i++) {
            new Survival(kin).died(1);
        }
        Survival site = new Survival(kin);
        assertThat(site.exponent()).isEqualTo(2);
        for (int i = 0; i < 200; i++) {
            site.died(1);
        }
        assertThat(site.exponent()).isEqualTo(Survival.MAX_EXPONENT);
    }

    @Test
    void whatASiteRetainsItselfCountsMoreThanItsKin() {
        Survival kin = new Survival(null);
        for (int i = 0; i < 1000; i++) {
            kin.died(1);
        }
        Survival site = new Survival(kin);
        site.survived(4);
        assertThat(site.exponent()).isZero();
    }

    @Test
    void kinThatRetainHaveTheirLikeFollowed() {
        Survival kin = new Survival(null);
        for (int i = 0; i < 1000; i++) {
            new Survival(kin).survived(1);
        }
        assertThat(new Survival(kin).exponent()).isZero();
    }

    /** The choice is made before the fate is known, so the mean over many programs is the truth; 3 sigma, fixed seed. */
    @ParameterizedTest
    @ValueSource(doubles = {0.0005, 0.01, 0.1, 0.5})
    void theEstimateOfTheLivingIsUnbiasedWhateverTheShare(double share) {
        SplittableRandom random = new SplittableRandom(11);
        assertUnbiased(() -> errorOfOneProgram(new Survival(null), random, 5000, share));
    }

    /** Each program has 200 sites of 25 objects of one kin, of which every tenth retains all of them. */
    @Test
    void theEstimateOfTheLivingIsUnbiasedWhereSitesGoByTheirKin() {
        SplittableRandom random = new SplittableRandom(12);
        assertUnbiased(() -> {
            Survival kin = new Survival(null);
            double error = 0;
            for (int site = 0; site < 200; site++) {
                error += errorOfOneProgram(new Survival(kin), random, 25, site % 10 == 9 ? 2 : 0);
            }
            return error;
        });
    }

    private static void assertUnbiased(DoubleSupplier errorOfOneProgram) {
        int programs = 400;
        double sum = 0;
        double squares = 0;
        for (int program = 0; program < programs; program++) {
            double error = errorOfOneProgram.getAsDouble();
            sum += error;
            squares += error * error;
        }
        double mean = sum / programs;
        double sigmaOfMean = Math.sqrt((squares / programs - mean * mean) / programs);
        assertThat(sigmaOfMean).isPositive();
        assertThat(mean).isCloseTo(0, within(3 * sigmaOfMean));
    }

    /** In its second half the site retains four times as much. */
    private static double errorOfOneProgram(Survival site, SplittableRandom random, int objects, double share) {
        long alive = 0;
        long estimate = 0;
        for (int i = 0; i < objects; i++) {
            boolean survives = random.nextDouble() < share * (i < objects / 2 ? 0.5 : 2);
            int scale = 1 << site.exponent();
            boolean followed = random.nextInt(scale) == 0;
            alive += survives ? 1 : 0;
            if (followed && survives) {
                estimate += scale;
                site.survived(scale);
            } else if (followed) {
                site.died(scale);
            }
        }
        return estimate - alive;
    }
}
