// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.List;
import java.util.Objects;

/**
 * A profile in pprof's model: stacks with numbers. Immutable and safe for use by several threads. Made by
 * {@link ProfileBuilder} and {@link ProfileReader}; encoded by {@link ProfileWriter}.
 *
 * @param sampleTypes what each of a sample's numbers counts; immutable
 * @param samples the measurements, in the order in which they were added; immutable
 * @param mappings the binaries, the application first; immutable; may be empty
 * @param periodType what {@code period} counts, or {@link ValueType#NONE}
 * @param period mean number of {@code periodType} units between two samples; 0 when unknown
 * @param timeNanos when the profile was taken, in nanoseconds since 1970 UTC; 0 when unknown
 * @param durationNanos how long it measured, in nanoseconds; 0 for a state rather than a span
 * @param comments free text lines for the reader; those starting with {@code #} are not shown in reports
 * @param defaultSampleType the sample type that tools show at first, or {@code ""} for the last one
 * @param dropFrames regular expression of functions that tools drop with all they called, or {@code ""}
 * @param keepFrames regular expression of functions that are never dropped, or {@code ""}
 * @param docUrl where this kind of profile is documented, or {@code ""}
 */
public record Profile(
        List<ValueType> sampleTypes,
        List<Sample> samples,
        List<Mapping> mappings,
        ValueType periodType,
        long period,
        long timeNanos,
        long durationNanos,
        List<String> comments,
        String defaultSampleType,
        String dropFrames,
        String keepFrames,
        String docUrl) {

    /** @throws IllegalArgumentException if a sample has not one value per sample type */
    public Profile {
        sampleTypes = List.copyOf(sampleTypes);
        samples = List.copyOf(samples);
        mappings = List.copyOf(mappings);
        comments = List.copyOf(comments);
        Objects.requireNonNull(periodType, "periodType");
        Objects.requireNonNull(defaultSampleType, "defaultSampleType");
        Objects.requireNonNull(dropFrames, "dropFrames");
        Objects.requireNonNull(keepFrames, "keepFrames");
        Objects.requireNonNull(docUrl, "docUrl");
        for (Sample sample : samples) {
            if (sample.values().size() != sampleTypes.size()) {
                throw new IllegalArgumentException("mismatch: sample has "
                        + sample.values().size() + " values vs. " + sampleTypes.size() + " types");
            }
        }
    }

    /** The same with other samples, of the same types, and the span that they are of. */
    public Profile with(List<Sample> others, long spanNanos) {
        return new Profile(
                sampleTypes,
                others,
                mappings,
                periodType,
                period,
                timeNanos,
                spanNanos,
                comments,
                defaultSampleType,
                dropFrames,
                keepFrames,
                docUrl);
    }

    /**
     * The index in {@link #sampleTypes()} that a user means, by the rules of {@code go tool pprof -sample_index}.
     *
     * @param wanted a sample type ({@code inuse_space}; its prefix {@code inuse_} may be more than the profile has), a
     *     number, or {@code ""} for the default: {@link #defaultSampleType()} if present, else the last
     * @throws IllegalArgumentException if there is no such sample type
     */
    public int sampleIndex(String wanted) {
        if (sampleTypes.isEmpty()) {
            throw new IllegalArgumentException("profile has no sample types");
        }
        if (wanted.isEmpty()) {
            int index = indexOfType(defaultSampleType);
            return index < 0 ? sampleTypes.size() - 1 : index;
        }
        if (wanted.matches("[+-]?[0-9]{1,9}")) {
            int index = Integer.parseInt(wanted);
            if (index < 0 || index >= sampleTypes.size()) {
                throw new IllegalArgumentException(
                        "sample_index " + wanted + " is outside the range [0.." + (sampleTypes.size() - 1) + "]");
            }
            return index;
        }
        String withoutInuse = wanted.startsWith("inuse_") ? wanted.substring("inuse_".length()) : wanted;
        for (int i = 0; i < sampleTypes.size(); i++) {
            String type = sampleTypes.get(i).type();
            if (type.equals(wanted) || type.equals(withoutInuse)) {
                return i;
            }
        }
        List<String> types = sampleTypes.stream().map(ValueType::type).toList();
        throw new IllegalArgumentException(
                "sample_index \"" + wanted + "\" must be one of: [" + String.join(" ", types) + "]");
    }

    private int indexOfType(String type) {
        return sampleTypes.stream().map(ValueType::type).toList().indexOf(type);
    }
}
