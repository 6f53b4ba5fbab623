// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes a {@link Profile} from JVM stacks. Equal stack elements become one shared {@link Location}, so a profile of
 * many samples stays small. Not safe for use by several threads.
 */
public final class ProfileBuilder {

    private final List<ValueType> sampleTypes = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final Map<StackTraceElement, Location> locations = new HashMap<>();
    private final Map<Location, Location> interned = new HashMap<>();
    private final Mapping mapping;
    private ValueType periodType = ValueType.NONE;
    private long period;
    private long timeNanos;
    private long durationNanos;
    private String defaultSampleType = "";

    /** A profile of code that is in {@code mapping}, mostly {@link Mapping#ofApplication()}. */
    public ProfileBuilder(Mapping mapping) {
        this.mapping = Objects.requireNonNull(mapping, "mapping");
    }

    /** Adds a sample type; every sample needs one value for each, in this order. */
    public ProfileBuilder sampleType(String type, String unit) {
        sampleTypes.add(new ValueType(type, unit));
        return this;
    }

    /** Sets what the sampling clock counts, and the mean number of these units between two samples. */
    public ProfileBuilder period(String type, String unit, long period) {
        this.periodType = new ValueType(type, unit);
        this.period = period;
        return this;
    }

    /** Sets when the profile was taken, in nanoseconds since 1970 UTC; 0, the default, is unknown. */
    public ProfileBuilder timeNanos(long timeNanos) {
        this.timeNanos = timeNanos;
        return this;
    }

    /** Sets how long was measured, in nanoseconds; 0, the default, is a state rather than a span. */
    public ProfileBuilder durationNanos(long durationNanos) {
        this.durationNanos = durationNanos;
        return this;
    }

    /** Adds a line for the reader, shown at the head of reports unless it starts with {@code #}. */
    public ProfileBuilder comment(String comment) {
        comments.add(Objects.requireNonNull(comment, "comment"));
        return this;
    }

    /** Sets the sample type that tools show at first; by default that is the last one. */
    public ProfileBuilder defaultSampleType(String type) {
        this.defaultSampleType = Objects.requireNonNull(type, "type");
        return this;
    }

    /**
     * Adds a sample.
     *
     * @param stack leaf first; may be empty
     * @param values one per sample type, in the order and units of the sample types
     * @param labels may be empty
     */
    public ProfileBuilder sample(List<StackTraceElement> stack, List<Long> values, List<Label> labels) {
        List<Location> shared = new ArrayList<>(stack.size());
        for (StackTraceElement element : stack) {
            shared.add(locations.computeIfAbsent(element, this::intern));
        }
        samples.add(new Sample(shared, values, labels));
        return this;
    }

    /** Adds a sample whose locations the caller made. */
    public ProfileBuilder sample(Sample sample) {
        samples.add(Objects.requireNonNull(sample, "sample"));
        return this;
    }

    /**
     * The profile of all that was added so far.
     *
     * @throws IllegalArgumentException if a sample has not one value per sample type
     */
    public Profile build() {
        List<Mapping> mappings = mapping.equals(Mapping.NONE) ? List.of() : List.of(mapping);
        return new Profile(
                sampleTypes,
                samples,
                mappings,
                periodType,
                period,
                timeNanos,
                durationNanos,
                comments,
                defaultSampleType,
                "",
                "",
                "");
    }

    /** Several elements can become one location: those of the numbered classes of one lambda, for example. */
    private Location intern(StackTraceElement element) {
        Location location = Location.of(Frame.of(element), mapping);
        Location earlier = interned.putIfAbsent(location, location);
        return earlier == null ? location : earlier;
    }
}
