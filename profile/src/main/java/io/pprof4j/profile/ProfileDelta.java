// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happened between two readings of one cumulative profile, as Go's {@code /debug/pprof/heap?seconds=30} has it. */
public final class ProfileDelta {

    private ProfileDelta() {}

    /**
     * The later profile minus the earlier one, sample by sample; samples are the same if stack and labels are. Those that
     * are zero in all their numbers are left out. The time is the later one's, the duration the span between the two;
     * period, comments and the rest are the later profile's. The order is the later profile's, followed by samples that
     * only the earlier one had.
     *
     * @param kept sample types, such as {@code inuse_space}, that are left as they were at the end
     * @throws IllegalArgumentException if the two do not have the same sample types
     */
    public static Profile between(Profile earlier, Profile later, Set<String> kept) {
        if (!earlier.sampleTypes().equals(later.sampleTypes())) {
            throw new IllegalArgumentException(
                    "profiles have different sample types: " + earlier.sampleTypes() + " and " + later.sampleTypes());
        }
        Map<Key, long[]> sums = new LinkedHashMap<>();
        add(sums, later, factors(later, 1, Set.of()));
        add(sums, earlier, factors(later, -1, kept));
        List<Sample> samples = new ArrayList<>();
        sums.forEach((key, values) -> {
            if (!isZero(values)) {
                samples.add(new Sample(key.stack(), boxed(values), key.labels()));
            }
        });
        return later.with(samples, later.timeNanos() - earlier.timeNanos());
    }

    private static long[] factors(Profile profile, long factor, Set<String> ignored) {
        return profile.sampleTypes().stream()
                .mapToLong(type -> ignored.contains(type.type()) ? 0 : factor)
                .toArray();
    }

    private static void add(Map<Key, long[]> sums, Profile profile, long[] factors) {
        for (Sample sample : profile.samples()) {
            long[] values =
                    sums.computeIfAbsent(new Key(sample.stack(), sample.labels()), key -> new long[factors.length]);
            for (int i = 0; i < factors.length; i++) {
                values[i] += factors[i] * sample.value(i);
            }
        }
    }

    private static boolean isZero(long[] values) {
        for (long value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Long> boxed(long[] values) {
        List<Long> boxed = new ArrayList<>(values.length);
        for (long value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    private record Key(List<Location> stack, List<Label> labels) {}
}
