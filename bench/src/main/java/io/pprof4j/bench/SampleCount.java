// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Sample;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many samples a profiler took, from the file that it left. */
final class SampleCount {
    private SampleCount() {}

    /** Deletes what an earlier run left here. */
    static void deleteOld(Path directory) throws IOException {
        try (DirectoryStream<Path> profiles = Files.newDirectoryStream(directory, "profile.*")) {
            for (Path profile : profiles) {
                Files.delete(profile);
            }
        }
    }

    /** Of the profile in this directory; NaN if there is none. */
    static double in(Path directory) throws IOException {
        Path pprof = directory.resolve("profile.pb.gz");
        if (Files.exists(pprof)) {
            return ofPprof(ProfileReader.read(pprof));
        }
        Path collapsed = directory.resolve("profile.collapsed");
        return Files.exists(collapsed) ? ofCollapsed(Files.readString(collapsed)) : Double.NaN;
    }

    /** A profile counts objects; of each size a known share was sampled. */
    static double ofPprof(Profile profile) {
        int objects = profile.sampleIndex("alloc_objects");
        double samples = 0;
        for (Sample sample : profile.samples()) {
            samples += sample.value(objects) * -Math.expm1(-size(sample) / (double) profile.period());
        }
        return samples;
    }

    private static long size(Sample sample) {
        for (Label label : sample.labels()) {
            if (label.key().equals("bytes")) {
                return label.num();
            }
        }
        throw new IllegalArgumentException("a sample without its size");
    }

    /** A line is a stack, a blank and the number of its samples. */
    static double ofCollapsed(String lines) {
        return lines.lines()
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
