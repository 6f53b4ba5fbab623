// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UploadQueueTest {
    private static final PushSettings SETTINGS = PushSettings.to("http://localhost:4040");

    private static Upload upload(int bytes) {
        return Upload.of(SETTINGS, PushedProfile.CPU, new byte[bytes], Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void theOldestMakeRoomAndAreCounted() {
        UploadQueue queue = new UploadQueue(5_000);
        Upload third = upload(1_000);
        queue.add(upload(1_000));
        queue.add(upload(1_000));
        queue.add(third);
        assertThat(queue.takeDropped()).isZero();
        queue.add(upload(2_500));
        assertThat(queue.takeDropped()).isEqualTo(2);
        assertThat(queue.takeDropped()).isZero();
        assertThat(queue.first()).isSameAs(third);
    }

    @Test
    void whatIsTooLargeForTheWholeQueueIsDropped() {
        UploadQueue queue = new UploadQueue(5_000);
        queue.add(upload(6_000));
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.takeDropped()).isEqualTo(1);
    }
}
