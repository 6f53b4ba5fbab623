// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Test
    void waitsTwiceAsLongAfterEachFailureAndByChanceUpToAHalfLess() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(seconds * 500L), Duration.ofSeconds(seconds));
        }
    }

    @Test
    void beginsAnewAfterASuccess() {
        for (int i = 0; i < 20; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
