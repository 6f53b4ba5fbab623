// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void namesAndValuesAreStable() {
        StringBuilder text = new StringBuilder();
        Metrics.of(MemStatsFixture.STATS, 11, 2)
                .forEach((name, value) ->
                        text.append(name).append(' ').append(value).append('\n'));

        assertThat(text).hasToString("""
                /gc/cycles/forced:gc-cycles 4.0
                /gc/cycles/total:gc-cycles 300.0
                /gc/heap/allocs:bytes 1.23456789012E11
                /gc/heap/allocs:objects 90000.0
                /gc/heap/frees:objects 30000.0
                /gc/heap/goal:bytes 9000000.0
                /gc/heap/objects:objects 60000.0
                /memory/classes/heap/free:bytes 2000000.0
                /memory/classes/heap/objects:bytes 6000000.0
                /memory/classes/metadata/mcache/inuse:bytes 600000.0
                /memory/classes/metadata/mspan/inuse:bytes 500000.0
                /memory/classes/metadata/other:bytes 85000.0
                /memory/classes/os-stacks:bytes 410000.0
                /memory/classes/other:bytes 96000.0
                /memory/classes/profiling/buckets:bytes 74000.0
                /memory/classes/total:bytes 9815000.0
                /sched/gomaxprocs:threads 2.0
                /sched/goroutines:goroutines 11.0
                /sched/pauses/total/gc:seconds 0.033
                """);
    }

    @Test
    void readsThisJvm() {
        assertThat(Metrics.read().get("/sched/goroutines:goroutines")).isPositive();
    }
}
