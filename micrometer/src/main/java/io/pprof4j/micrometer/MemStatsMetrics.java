// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pprof4j.memstats.Metrics;
import java.util.Set;

/**
 * A meter for each of {@link Metrics}: {@code /gc/heap/allocs:bytes} is {@code pprof4j.gc.heap.allocs.bytes}. Totals are
 * counters, everything else is a gauge. All meters that are read within a second share one reading, which never stops the
 * program. Thread-safe.
 *
 * <pre>{@code
 * new MemStatsMetrics().bindTo(registry);
 * }</pre>
 */
public final class MemStatsMetrics implements MeterBinder {
    private static final String PREFIX = "pprof4j";

    /** What only grows; the other metrics are states. */
    private static final Set<String> TOTALS = Set.of(
            "/gc/cycles/forced:gc-cycles",
            "/gc/cycles/total:gc-cycles",
            "/gc/heap/allocs:bytes",
            "/gc/heap/allocs:objects",
            "/gc/heap/frees:objects",
            "/sched/pauses/total/gc:seconds");

    private final SharedReading reading = new SharedReading(Metrics::read, System::nanoTime);

    /** Binds to nothing yet. */
    public MemStatsMetrics() {}

    @Override
    public void bindTo(MeterRegistry registry) {
        reading.now().keySet().forEach(metric -> bind(registry, metric));
    }

    private void bind(MeterRegistry registry, String metric) {
        String unit = metric.substring(metric.indexOf(':') + 1);
        String name = PREFIX + metric.replace('/', '.').replace(':', '.');
        if (TOTALS.contains(metric)) {
            FunctionCounter.builder(name, reading, r -> r.now().get(metric))
                    .baseUnit(unit)
                    .description("Go's runtime/metrics " + metric)
                    .register(registry);
        } else {
            Gauge.builder(name, () -> reading.now().get(metric))
                    .baseUnit(unit)
                    .description("Go's runtime/metrics " + metric)
                    .register(registry);
        }
    }
}
