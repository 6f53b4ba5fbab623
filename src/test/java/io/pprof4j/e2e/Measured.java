// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.profile.Frame;
import io.pprof4j.profile.Location;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A profile, asked by function name; names are given by their end, such as {@code LeakExample.main}. */
record Measured(Profile profile) {
    static Measured in(Path file) throws IOException {
        return new Measured(ProfileReader.read(file));
    }

    /** What the function itself has of a sample type. */
    long flat(String function, String sampleType) {
        int index = profile.sampleIndex(sampleType);
        return profile.samples().stream()
                .filter(sample -> functions(sample).stream().limit(1).anyMatch(leaf -> leaf.endsWith(function)))
                .mapToLong(sample -> sample.value(index))
                .sum();
    }

    /** What the function and all that it called have of a sample type. */
    long cumulative(String function, String sampleType) {
        int index = profile.sampleIndex(sampleType);
        return profile.samples().stream()
                .filter(sample -> functions(sample).stream().anyMatch(name -> name.endsWith(function)))
                .mapToLong(sample -> sample.value(index))
                .sum();
    }

    long total(String sampleType) {
        int index = profile.sampleIndex(sampleType);
        return profile.samples().stream()
                .mapToLong(sample -> sample.value(index))
                .sum();
    }

    /** Names of the stack, leaf first. */
    static List<String> functions(Sample sample) {
        return sample.stack().stream()
                .map(Location::frames)
                .flatMap(List::stream)
                .map(Frame::function)
                .toList();
    }

    Set<String> functions() {
        Set<String> names = new TreeSet<>();
        profile.samples().forEach(sample -> names.addAll(functions(sample)));
        return names;
    }
}
