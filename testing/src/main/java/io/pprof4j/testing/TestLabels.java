// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Location;
import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.profile.ProfileWriter;
import io.pprof4j.profile.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says which test each sample belongs to, by the test method in its stack: a label {@code test}, {@code
 * com.acme.CodecTest.parses}, or only the class for what its other methods do. Samples of other threads than the test's
 * have none, nor have those whose stack was too deep to be kept. Thread-safe.
 */
final class TestLabels {
    private static final String KEY = "test";

    private final Set<String> methods = ConcurrentHashMap.newKeySet();
    private final Set<String> classes = ConcurrentHashMap.newKeySet();

    /** A test that may be in the stacks. */
    void add(String className, String method) {
        methods.add(className + "." + method);
        classes.add(className);
    }

    /** Writes a profile with its labels. */
    void write(NamedProfile profile, OutputStream out) throws IOException {
        write(ProfileBytes.read(profile), out);
    }

    void write(Profile unlabelled, OutputStream out) throws IOException {
        ProfileWriter.write(label(unlabelled), out);
    }

    Profile label(Profile profile) {
        return profile.with(profile.samples().stream().map(this::label).toList(), profile.durationNanos());
    }

    private Sample label(Sample sample) {
        String test = test(sample.stack());
        if (test == null) {
            return sample;
        }
        List<Label> labels = new ArrayList<>(sample.labels());
        labels.add(Label.of(KEY, test));
        return new Sample(sample.stack(), sample.values(), labels);
    }

    /** The outermost test method; else the outermost test class. */
    private String test(List<Location> stack) {
        String ofClass = null;
        for (int i = stack.size() - 1; i >= 0; i--) {
            String function = stack.get(i).frames().get(0).function();
            if (methods.contains(function)) {
                return function;
            }
            int dot = function.lastIndexOf('.');
            if (ofClass == null && dot > 0 && classes.contains(function.substring(0, dot))) {
                ofClass = function.substring(0, dot);
            }
        }
        return ofClass;
    }
}
