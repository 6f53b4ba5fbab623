// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pprof4j.memstats.Metrics;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemStatsMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void eachMetricIsAMeterWithItsUnit() {
        new MemStatsMetrics().bindTo(registry);
        assertThat(registry.getMeters()).hasSameSizeAs(Metrics.read().keySet());
        assertThat(registry.get("pprof4j.sched.goroutines.goroutines").gauge().value())
                .isPositive()
                .isLessThanOrEqualTo(ManagementFactory.getThreadMXBean().getPeakThreadCount());
        var allocated = registry.get("pprof4j.gc.heap.allocs.bytes").functionCounter();
        assertThat(allocated.count()).isPositive();
        assertThat(allocated.getId().getBaseUnit()).isEqualTo("bytes");
    }

    @Test
    void metersReadWithinASecondShareOneReading() {
        AtomicInteger readings = new AtomicInteger();
        AtomicLong clock = new AtomicLong(-5);
        SharedReading reading =
                new SharedReading(() -> Map.of("/a:b", (double) readings.incrementAndGet()), clock::get);
        assertThat(reading.now().get("/a:b")).isEqualTo(1);
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(reading.now().get("/a:b")).isEqualTo(1);
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(reading.now().get("/a:b")).isEqualTo(2);
    }
}
