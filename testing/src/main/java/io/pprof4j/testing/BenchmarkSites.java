// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.Frame;
import io.pprof4j.profile.Label;
import io.pprof4j.profile.Location;
import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBuilder;
import io.pprof4j.profile.ProfileDelta;
import io.pprof4j.profile.Sample;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the benchmark allocated, between two profiles; not what the harness did.
 *
 * @param samples alloc_objects and alloc_space by stack, which ends below JMH's generated code, and labels
 */
record BenchmarkSites(Map<Sample, long[]> samples) {
    static final BenchmarkSites NONE = new BenchmarkSites(Map.of());

    /** JMH's generated code calls the benchmark from methods of this name. */
    private static final String STUB = "_jmhStub";

    private static final int OBJECTS = 0;
    private static final int BYTES = 1;

    static BenchmarkSites between(Profile before, Profile after) {
        Map<Sample, long[]> samples = new HashMap<>();
        for (Sample sample : ProfileDelta.between(before, after, Set.of()).samples()) {
            List<Location> stack = aboveStub(sample.stack());
            if (stack != null) {
                Sample key = new Sample(stack, List.of(), sample.labels());
                add(samples, key, sample.value(OBJECTS), sample.value(BYTES));
            }
        }
        return new BenchmarkSites(samples);
    }

    BenchmarkSites plus(BenchmarkSites more) {
        Map<Sample, long[]> sum = new HashMap<>();
        for (Map<Sample, long[]> part : List.of(samples, more.samples)) {
            part.forEach((key, values) -> add(sum, key, values[OBJECTS], values[BYTES]));
        }
        return new BenchmarkSites(sum);
    }

    long objects() {
        return samples.values().stream().mapToLong(values -> values[OBJECTS]).sum();
    }

    long bytes() {
        return samples.values().stream().mapToLong(values -> values[BYTES]).sum();
    }

    /** Bytes by type and line, the most first. */
    Map<String, Long> heaviest(int number) {
        Map<String, Long> bytes = new HashMap<>();
        samples.forEach((key, values) -> bytes.merge(name(key), values[BYTES], Long::sum));
        Map<String, Long> heaviest = new LinkedHashMap<>();
        bytes.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(number)
                .forEach(entry -> heaviest.put(entry.getKey(), entry.getValue()));
        return heaviest;
    }

    /** These as a profile like the given one. */
    Profile profile(Profile like) {
        ProfileBuilder profile = new ProfileBuilder(
                        like.mappings().isEmpty()
                                ? Mapping.NONE
                                : like.mappings().get(0))
                .sampleType("alloc_objects", "count")
                .sampleType("alloc_space", "bytes")
                .period("space", "bytes", like.period())
                .defaultSampleType("alloc_space")
                .timeNanos(like.timeNanos());
        samples.forEach((key, values) -> {
            if (values[OBJECTS] != 0) {
                profile.sample(new Sample(key.stack(), List.of(values[OBJECTS], values[BYTES]), key.labels()));
            }
        });
        return profile.build();
    }

    private static void add(Map<Sample, long[]> samples, Sample key, long objects, long bytes) {
        long[] sum = samples.computeIfAbsent(key, first -> new long[2]);
        sum[OBJECTS] += objects;
        sum[BYTES] += bytes;
    }

    private static List<Location> aboveStub(List<Location> stack) {
        for (int i = 0; i < stack.size(); i++) {
            if (stack.get(i).frames().get(0).function().endsWith(STUB)) {
                return stack.subList(0, i);
            }
        }
        return null;
    }

    /** {@code byte[] at com.acme.Codec.parse:31}: JMH has no room for stacks. */
    private static String name(Sample key) {
        String type = key.labels().stream()
                .filter(label -> label.key().equals("type"))
                .map(Label::str)
                .findFirst()
                .orElse("?");
        if (key.stack().isEmpty()) {
            return type;
        }
        Frame leaf = key.stack().get(0).frames().get(0);
        return type + " at " + leaf.function() + ":" + leaf.line();
    }
}
