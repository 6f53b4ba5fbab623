// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Codec;
import com.acme.Sink;
import com.acme.Token;
import io.pprof4j.testing.Allocations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Counts of one thread, again and again, while its code gets compiled and others allocate and measure, too. */
final class StabilityTest {
    private static final int MEASURING = 3;
    private static final int REPEATS = 200;

    @Test
    void countsNeverDifferByOneObject() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            Future<?> noise = pool.submit(() -> {
                while (!over.get()) {
                    Sink.kept = new Codec().parse("noise:" + Sink.kept.hashCode());
                }
            });
            List<Future<Integer>> measuring = new ArrayList<>();
            for (int i = 0; i < MEASURING; i++) {
                measuring.add(pool.submit(StabilityTest::measureAgainAndAgain));
            }
            for (Future<Integer> one : measuring) {
                assertThat(one.get()).isEqualTo(REPEATS);
            }
            over.set(true);
            noise.get();
        } finally {
            over.set(true);
            pool.shutdown();
        }
    }

    private static int measureAgainAndAgain() {
        Codec codec = new Codec();
        Object[] results = new Object[1];
        for (int i = 0; i < REPEATS; i++) {
            Allocations a = Allocations.perRun(20, () -> results[0] = codec.parse("a:b"));
            assertThat(a.isSteady()).isTrue();
            assertThat(a.count()).isEqualTo(3);
            assertThat(a.bytes()).isEqualTo(72);
            assertThat(a.of(Token.class).count()).isEqualTo(2);
            assertThat(Allocations.measure(() -> codec.sum("message")).count()).isZero();
        }
        return REPEATS;
    }
}
