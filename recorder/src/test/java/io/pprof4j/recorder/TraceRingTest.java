// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceRingTest {
    private static final int CAPACITY = 1 << 13;

    private final TraceRing ring = new TraceRing();

    @Test
    void eventsComeOutInOrder() {
        ring.freed(7, 24);
        ring.collected();

        assertThat(ring.take()).containsExactly(7L, 24L);
        assertThat(ring.take()).isEmpty();
        assertThat(ring.take()).isNull();
    }

    @Test
    void whatDoesNotFitIsCounted() {
        for (int i = 0; i < CAPACITY + 5; i++) {
            ring.freed(i, 8);
        }

        assertThat(ring.dropped()).isEqualTo(5);
        assertThat(ring.dropped()).isZero();
        for (long i = 0; i < CAPACITY; i++) {
            assertThat(ring.take()).containsExactly(i, 8L);
        }
        assertThat(ring.take()).isNull();
    }

    @Test
    void nothingIsLostOrDoubledBetweenThreads() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        List<Thread> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            long first = (long) t * each;
            writers.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    ring.freed(first + i, 8);
                }
            }));
        }
        writers.forEach(Thread::start);
        Set<Object> taken = new HashSet<>();
        long events = 0;
        while (writers.stream().anyMatch(Thread::isAlive)) {
            events += drain(taken);
        }
        events += drain(taken);

        assertThat(taken).hasSize((int) events);
        assertThat(events + ring.dropped()).isEqualTo((long) threads * each);
    }

    private long drain(Set<Object> taken) {
        long events = 0;
        for (Object[] event = ring.take(); event != null; event = ring.take()) {
            taken.add(event[0]);
            events++;
        }
        return events;
    }
}
