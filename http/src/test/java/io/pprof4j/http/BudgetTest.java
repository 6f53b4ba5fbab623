// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final AtomicLong clock = new AtomicLong(-5);
    private final Budget budget = new Budget(clock::get);

    private void passes(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void twoSecondsAreThereToBeginWith() {
        budget.spend(Duration.ofMillis(1999));
        assertThat(budget.untilNext()).isZero();
        budget.spend(Duration.ofMillis(1));
        assertThat(budget.untilNext()).isZero();
        budget.spend(Duration.ofMillis(1));
        assertThat(budget.untilNext()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void whatIsSpentTooMuchIsSavedInTenTimesTheTime() {
        budget.spend(Duration.ofSeconds(3));
        assertThat(budget.untilNext()).isEqualTo(Duration.ofSeconds(10));
        passes(Duration.ofSeconds(4));
        assertThat(budget.untilNext()).isEqualTo(Duration.ofSeconds(6));
        passes(Duration.ofSeconds(6));
        assertThat(budget.untilNext()).isZero();
        budget.spend(Duration.ofNanos(1));
        assertThat(budget.untilNext()).isEqualTo(Duration.ofNanos(10));
    }

    @Test
    void afterTheLongestWorkTheNextBeginsWithinTenSeconds() {
        budget.spend(Duration.ofMinutes(1));
        assertThat(budget.untilNext()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void noMoreIsSavedInADay() {
        passes(Duration.ofDays(1));
        budget.spend(Duration.ofSeconds(3));
        assertThat(budget.untilNext()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void lookingOftenLosesNothing() {
        budget.spend(Duration.ofSeconds(2));
        budget.spend(Duration.ofNanos(3));
        for (int i = 0; i < 29; i++) {
            passes(Duration.ofNanos(1));
            assertThat(budget.untilNext()).isPositive();
        }
        passes(Duration.ofNanos(1));
        assertThat(budget.untilNext()).isZero();
    }

    @Test
    void workHasATenthOfTheTime() {
        for (int i = 0; i < 1000; i++) {
            passes(budget.untilNext());
            passes(Duration.ofMillis(50));
            budget.spend(Duration.ofMillis(50));
        }
        // 50 seconds of work, 2 of them at once.
        assertThat(Duration.ofNanos(clock.get() + 5)).isEqualTo(Duration.ofMillis(479_600));
    }
}
