// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.LabelledStack;
import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CPU samples, by stack and labels. Not safe for use by several threads. */
final class CpuSamples {
    private static final String LOST = "lostProfileEvent";

    private final long periodNanos;
    private final Map<LabelledStack, Long> counts = new LinkedHashMap<>();
    /** Of Java threads, pprof4j's own included: they use the CPU too. */
    private long sampled;

    CpuSamples(long periodNanos) {
        this.periodNanos = periodNanos;
    }

    void add(List<Label> labels, StackTraceElement... stack) {
        sampled++;
        List<StackTraceElement> frames = OwnStacks.without(stack);
        if (frames != null && !frames.isEmpty()) {
            counts.merge(new LabelledStack(frames, labels), 1L, Long::sum);
        }
    }

    void addLost(long samples) {
        sampled += samples;
        addPseudo("runtime/pprof", LOST, samples);
    }

    /** What was used and not sampled, in whole samples. */
    void addUnsampled(CpuUse used) {
        addPseudo("runtime", "_GC", used.gc() / periodNanos);
        addPseudo("runtime", "_JIT", used.jit() / periodNanos);
        addPseudo("runtime", "_System", used.system() / periodNanos);
        addPseudo("runtime", "_ExternalCode", used.java() / periodNanos - sampled);
    }

    private void addPseudo(String prefix, String name, long samples) {
        if (samples > 0) {
            StackTraceElement frame = new StackTraceElement(prefix, name, null, -1);
            counts.merge(LabelledStack.of(List.of(frame)), samples, Long::sum);
        }
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
                        entry.getKey().stack(),
                        List.of(entry.getValue(), entry.getValue() * periodNanos),
                        entry.getKey().labels()));
        return profile.build();
    }
}
