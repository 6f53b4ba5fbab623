// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemProfileTest {

    @Test
    void rateIsZeroWithoutARecorder() {
        assertThat(MemProfile.rate()).isZero();
    }

    @Test
    void settingTheRateNeedsARecorder() {
        assertThatThrownBy(() -> MemProfile.setRate(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-javaagent:pprof4j.jar");
    }

    @Test
    void aNegativeRateIsRefused() {
        assertThatThrownBy(() -> MemProfile.setRate(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
