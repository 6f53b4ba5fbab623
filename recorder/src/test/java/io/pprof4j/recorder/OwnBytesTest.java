// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OwnBytesTest {
    private long threadBytes;
    private final OwnBytes own = new OwnBytes(() -> threadBytes);

    private void occasion(long bytes) {
        long begin = own.begin();
        threadBytes += bytes;
        own.end(begin);
    }

    @Test
    void occasionsAndSectionsAddUp() {
        occasion(100);
        long section = own.beginSection();
        threadBytes += 1000;
        own.settle();
        assertThat(own.total()).isEqualTo(1100);
        threadBytes += 10;
        own.endSection(section);
        assertThat(own.total()).isEqualTo(1110);
    }

    @Test
    void aVirtualThreadsOccasionCountsAsTheMeanOfTheMeasuredOnesHoweverManyThereAre() {
        long section = own.beginSection();
        threadBytes += 1_000_000;
        own.endSection(section);
        occasion(100);
        occasion(300);
        long before = own.total();
        for (int i = 0; i < 1000; i++) {
            own.end(-1);
        }
        assertThat(own.total() - before).isEqualTo(1000 * 200);
    }
}
