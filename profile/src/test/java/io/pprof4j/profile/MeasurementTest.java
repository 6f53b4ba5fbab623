// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void bytesAreScaledByPowersOf1024() {
        assertThat(auto(0, "bytes")).isEqualTo("0");
        assertThat(auto(1023, "bytes")).isEqualTo("1023B");
        assertThat(auto(1024, "bytes")).isEqualTo("1kB");
        assertThat(auto(1536, "bytes")).isEqualTo("1.50kB");
        assertThat(auto(-10_684_989, "bytes")).isEqualTo("-10.19MB");
        assertThat(auto(3L << 50, "Bytes")).isEqualTo("3PB");
        assertThat(auto(Long.MIN_VALUE, "bytes")).isEqualTo("-8192PB");
    }

    @Test
    void timesAreScaledFromNanosecondsToHours() {
        assertThat(auto(508_750_000, "nanoseconds")).isEqualTo("508.75ms");
        assertThat(auto(90, "seconds")).isEqualTo("90s");
        assertThat(auto(7_200_000, "ms")).isEqualTo("2hrs");
    }

    @Test
    void countsHaveNoUnitAndOtherUnitsStay() {
        assertThat(auto(930, "count")).isEqualTo("930");
        assertThat(Measurement.format(930, "count", "count")).isEqualTo("930");
        assertThat(Measurement.format(7, "widgets", "widgets")).isEqualTo("7widgets");
    }

    @Test
    void decimalsAreRoundedAsGoDoesAndTooSmallValuesAreZero() {
        assertThat(Measurement.format(128, "bytes", "kB")).isEqualTo("0.12kB"); // 0.125: half to even
        assertThat(Measurement.format(1, "bytes", "MB")).isEqualTo("0");
        assertThat(Measurement.format(-1, "bytes", "MB")).isEqualTo("0");
    }

    @Test
    void percentagesHaveTwoDigitsAtLeast() {
        assertThat(Measurement.percentage(0, 10)).isEqualTo("    0%");
        assertThat(Measurement.percentage(5, 0)).isEqualTo("    0%");
        assertThat(Measurement.percentage(10, 10)).isEqualTo("  100%");
        assertThat(Measurement.percentage(-9_996, 10_000)).isEqualTo("  100%");
        assertThat(Measurement.percentage(2, 3)).isEqualTo("66.67%");
        assertThat(Measurement.percentage(3, 2)).isEqualTo("150.00%");
        assertThat(Measurement.percentage(1, 200)).isEqualTo("  0.5%");
        assertThat(Measurement.percentage(1, 300)).isEqualTo(" 0.33%");
        assertThat(Measurement.percentage(1, 1_000_000)).isEqualTo("0.0001%");
        assertThat(Measurement.percentage(1, 8_000_000)).isEqualTo("1.2e-05%");
        assertThat(Measurement.percentage(1, 10_000_000)).isEqualTo("1e-05%");
    }

    private static String auto(long value, String unit) {
        return Measurement.format(value, unit, Measurement.MINIMUM);
    }
}
