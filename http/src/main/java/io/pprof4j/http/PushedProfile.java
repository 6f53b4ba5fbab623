// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The profiles that can be pushed, and what Pyroscope has to know of their sample types. */
enum PushedProfile {
    CPU("cpu", """
            {"samples":{"units":"samples","display-name":"cpu","sampled":true}}""") {
        @Override
        PushInterval interval() {
            return new CpuInterval();
        }
    },
    HEAP("heap", """
            {"alloc_objects":{"units":"objects"},"alloc_space":{"units":"bytes"},\
            "inuse_objects":{"units":"objects","aggregation":"average"},\
            "inuse_space":{"units":"bytes","aggregation":"average"}}""") {
        @Override
        PushInterval interval() {
            return new CumulativeInterval("heap", NamedProfileEndpoint.IN_USE);
        }
    },
    GOROUTINE("goroutine", """
            {"goroutine":{"units":"goroutines","display-name":"goroutines","aggregation":"average"}}""") {
        @Override
        PushInterval interval() {
            return new MomentInterval("goroutine");
        }
    },
    BLOCK("block", contentions("block")) {
        @Override
        PushInterval interval() {
            return new CumulativeInterval("block", Set.of());
        }
    },
    MUTEX("mutex", contentions("mutex")) {
        @Override
        PushInterval interval() {
            return new CumulativeInterval("mutex", Set.of());
        }
    };

    private final String profileName;
    private final String sampleTypes;

    PushedProfile(String profileName, String sampleTypes) {
        this.profileName = profileName;
        this.sampleTypes = sampleTypes;
    }

    /** Both profiles have the same sample types: their display names tell the server which one it is. */
    private static String contentions(String name) {
        return """
                {"contentions":{"units":"lock_samples","display-name":"NAME_count"},\
                "delay":{"units":"lock_nanoseconds","display-name":"NAME_duration"}}""".replace("NAME", name);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(PushedProfile::profileName).toList();
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static PushedProfile of(String name) {
        for (PushedProfile profile : values()) {
            if (profile.profileName.equals(name)) {
                return profile;
            }
        }
        throw new IllegalArgumentException(
                "profile \"" + name + "\" cannot be pushed; accepted: " + String.join(", ", names()));
    }

    String profileName() {
        return profileName;
    }

    /** JSON: units, names and aggregation of each sample type. */
    String sampleTypes() {
        return sampleTypes;
    }

    /** What measures it from one push to the next. */
    abstract PushInterval interval();
}
