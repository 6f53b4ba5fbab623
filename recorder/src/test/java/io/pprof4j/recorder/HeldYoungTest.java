// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeldYoungTest {
    private static final long RATE = 512 << 10;

    private final HeldYoung heldYoung = new HeldYoung();

    private static AllocationSite site(long size) {
        return new AllocationSite(null, "byte[]", size, RATE, new String[0], null, null);
    }

    @Test
    void nothingIsBoundedWhereReferencesAreClearedAtEveryCollection() {
        assertThat(heldYoung.exponent(site(16 << 20))).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {24, 1 << 10, 32 << 10, 40 << 10, 256 << 10, 1 << 20, 1 << 30})
    void atMostASixteenthOfTheBytesIsHeldUnderGenerationalZgc(long size) {
        heldYoung.learn(true);
        double recorded = -Math.expm1(-(double) size / RATE);

        int exponent = heldYoung.exponent(site(size));

        assertThat(recorded / (1 << exponent)).isLessThanOrEqualTo(1.0 / 16);
        // and no fewer than that are followed
        assertThat(exponent == 0 || recorded / (1 << (exponent - 1)) > 1.0 / 16).isTrue();
    }
}
