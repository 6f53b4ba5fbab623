// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PauseTrackingTest {

    @AfterEach
    void goOn() {
        PauseTracking.start();
    }

    @Test
    void theFirstReadingBeginsIt() {
        MemStats.read();

        assertThat(PauseTracking.isOn()).isTrue();
    }

    @Test
    void whatWasStoppedStaysOff() {
        PauseTracking.start();
        PauseTracking.stop();
        System.gc();
        MemStats stats = MemStats.read();

        assertThat(PauseTracking.isOn()).isFalse();
        assertThat(Arrays.stream(stats.pauseEnd()).filter(end -> end != 0)).hasSizeLessThanOrEqualTo(1);
        assertThat(stats.numForcedGC()).isZero();
    }
}
