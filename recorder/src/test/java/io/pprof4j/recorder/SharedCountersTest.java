// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SharedCountersTest {
    @Test
    void countersOnBothSidesOfAChunksEndAreCounted() {
        SharedCounters shared = new SharedCounters();
        shared.add(1023, 40);
        shared.add(1023, 2);
        shared.add(5000, 0);
        long[] sums = new long[5001];
        sums[1023] = 100;
        shared.addTo(sums);
        assertThat(sums[1023]).isEqualTo(102);
        assertThat(sums[1024]).isEqualTo(42);
        assertThat(sums[5000]).isEqualTo(1);
        assertThat(sums[4999]).isZero();
    }
}
