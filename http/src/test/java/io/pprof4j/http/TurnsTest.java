// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final String BUSY = "503 too many profiles are being made - try again later";

    private final AtomicLong clock = new AtomicLong();
    private final Turns turns = new Turns(clock::get);
    private final List<Duration> waits = new ArrayList<>();
    private int done;

    private void passes(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private void work(Duration length) throws Exception {
        work(length, turns.patienceEnds());
    }

    private void work(Duration length, long patienceEnds) throws Exception {
        turns.take(
                () -> {
                    passes(length);
                    done++;
                },
                patienceEnds,
                span -> {
                    waits.add(span);
                    passes(span);
                });
    }

    @Test
    void whatFollowsMoreThanTwoSecondsOfWorkWaits() throws Exception {
        work(Duration.ofSeconds(2));
        work(Duration.ofSeconds(1));
        assertThat(waits).isEmpty();
        work(Duration.ZERO);
        assertThat(waits).containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void whoeverHasNoTimeLeftToWaitIsRefusedWhenItIsOver() throws Exception {
        work(Duration.ofSeconds(10));
        assertThat(Refused.by(() -> work(
                        Duration.ofSeconds(1),
                        clock.get() + Duration.ofSeconds(5).toNanos())))
                .isEqualTo(BUSY);
        assertThat(waits).containsExactly(Duration.ofSeconds(5));
        assertThat(done).isEqualTo(1);
    }

    @Test
    void patienceIsHalfAMinute() {
        assertThat(turns.untilOver(turns.patienceEnds()))
                .isEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void nothingIsDoneForAClientThatWentWhileItWaited() throws Exception {
        work(Duration.ofSeconds(5));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> turns.take(() -> done++, turns.patienceEnds(), span -> {
                        throw new ClientGoneException(null);
                    }))
                    .isInstanceOf(ClientGoneException.class);
        }
        assertThat(done).isEqualTo(1);
        work(Duration.ofSeconds(1));
        assertThat(done).as("no turn is lost").isEqualTo(2);
    }

    @Test
    void eachReplyCountsAsAMillisecond() throws Exception {
        work(Duration.ofSeconds(2));
        for (int i = 0; i < 200; i++) {
            turns.spendReply();
        }
        work(Duration.ZERO);
        assertThat(waits).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void failuresAreChargedToo() throws Exception {
        assertThatThrownBy(() -> turns.take(
                        () -> {
                            passes(Duration.ofSeconds(4));
                            throw new IllegalStateException("failed");
                        },
                        turns.patienceEnds(),
                        span -> {}))
                .hasMessage("failed");
        work(Duration.ZERO);
        assertThat(waits).hasSize(1);
    }

    @Test
    void atMost64AreMeasuredAtATime() throws Exception {
        for (int i = 0; i < 64; i++) {
            turns.beginSpan();
        }
        assertThat(Refused.by(turns::beginSpan)).isEqualTo(BUSY);
        turns.endSpan();
        turns.beginSpan();
    }
}
