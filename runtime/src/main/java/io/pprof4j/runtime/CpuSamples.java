// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CPU samples, by stack. Not safe for use by several threads. */
final class CpuSamples {
    private static final String LOST = "lostProfileEvent";

    private final long periodNanos;
    private final Map<List<StackTraceElement>, Long> counts = new LinkedHashMap<>();
    /** Of Java threads, pprof4j's own included: they use the CPU too. */
    private long sampled;

    CpuSamples(long periodNanos) {
        this.periodNanos = periodNanos;
    }

    void add(StackTraceElement[] stack) {
        sampled++;
        List<StackTraceElement> frames = OwnStacks.without(stack);
        if (frames != null && !frames.isEmpty()) {
            counts.merge(frames, 1L, Long::sum);
        }
    }

    void addLost(long samples) {
        sampled += samples;
        add(pseudo("runtime/pprof", LOST), samples);
    }

    /** What was used and not sampled, in whole samples. */
    void addUnsampled(CpuUse used) {
        add(pseudo("runtime", "_GC"), used.gc() / periodNanos);
        add(pseudo("runtime", "_JIT"), used.jit() / periodNanos);
        add(pseudo("runtime", "_System"), used.system() / periodNanos);
        add(pseudo("runtime", "_ExternalCode"), used.java() / periodNanos - sampled);
    }

    private void add(List<StackTraceElement> stack, long samples) {
        if (samples > 0) {
            counts.merge(stack, samples, Long::sum);
        }
    }

    private static List<StackTraceElement> pseudo(String prefix, String name) {
        return List.of(new StackTraceElement(prefix, name, null, -1));
    }

    /** @param sampler the event that the samples come from */
    Profile profile(Instant start, Instant end, String sampler) {
        ProfileBuilder profile = new ProfileBuilder(Mapping.ofApplication())
                .sampleType("samples", "count")
                .sampleType("cpu", "nanoseconds")
                .period("cpu", "nanoseconds", periodNanos)
                .timeNanos(start.getEpochSecond() * 1_000_000_000 + start.getNano())
                .durationNanos(Duration.between(start, end).toNanos())
                .comment("sampler: " + sampler);
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> profile.sample(
                        entry.getKey(), List.of(entry.getValue(), entry.getValue() * periodNanos), List.of()));
        return profile.build();
    }
}
