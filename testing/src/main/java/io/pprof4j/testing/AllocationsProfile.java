// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileBuilder;
import io.pprof4j.profile.ProfileWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Counts as a profile: the first two sample types of a heap profile. */
final class AllocationsProfile {
    /** Go's name for what is not known any more. */
    private static final List<StackTraceElement> BEYOND =
            List.of(new StackTraceElement("runtime/pprof", "lostProfileEvent", null, -1));

    private AllocationsProfile() {}

    static void write(Counts counts, OutputStream out) throws IOException {
        ProfileWriter.write(profile(counts), out);
    }

    private static Profile profile(Counts counts) {
        ProfileBuilder profile = new ProfileBuilder(Mapping.ofApplication())
                .sampleType("alloc_objects", "count")
                .sampleType("alloc_space", "bytes")
                .period("space", "bytes", 1)
                .defaultSampleType("alloc_space")
                .timeNanos(System.currentTimeMillis() * 1_000_000);
        for (Site site : counts.sites()) {
            profile.sample(site.stack(), List.of(site.count(), site.bytes()), List.of(Label.of("type", site.type())));
        }
        if (counts.beyond() > 0) {
            profile.sample(BEYOND, List.of(counts.beyond(), counts.bytesBeyond()), List.of());
        }
        return profile.build();
    }
}
