// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A heap profile that a forked JVM has written, summed up by method. */
final class RecordedHeap {
    private final Profile profile;

    private RecordedHeap(Profile profile) {
        this.profile = profile;
    }

    static RecordedHeap read(Path file) throws IOException {
        return new RecordedHeap(ProfileReader.read(file));
    }

    Profile profile() {
        return profile;
    }

    /** Sum over all samples. */
    long total(String sampleType) {
        return sum(sampleType, sample -> true);
    }

    /** Sum over the samples whose stack has this method. */
    long under(String sampleType, Class<?> type, String method) {
        String function = type.getName() + "." + method;
        return sum(sampleType, sample -> hasFrame(sample, function));
    }

    /** Sum over the samples that this method itself allocated. */
    long at(String sampleType, Class<?> type, String method) {
        String function = type.getName() + "." + method;
        return sum(
                sampleType,
                sample -> sample.stack().get(0).frames().get(0).function().equals(function));
    }

    /** Sum over the samples of this type, named as in source, whose stack has this method. */
    long under(String sampleType, Class<?> type, String method, String allocated) {
        String function = type.getName() + "." + method;
        return sum(
                sampleType,
                sample -> hasFrame(sample, function)
                        && sample.labels().stream()
                                .anyMatch(label -> label.str().equals(allocated)));
    }

    private long sum(String sampleType, Predicate<Sample> wanted) {
        int index = profile.sampleIndex(sampleType);
        return profile.samples().stream()
                .filter(wanted)
                .mapToLong(sample -> sample.value(index))
                .sum();
    }

    private static boolean hasFrame(Sample sample, String function) {
        return sample.stack().stream()
                .flatMap(location -> location.frames().stream())
                .anyMatch(frame -> frame.function().equals(function));
    }
}
