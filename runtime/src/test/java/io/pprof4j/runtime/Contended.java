// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What block and mutex say of a function. */
record Contended(long count, long nanos) {

    static Contended of(String profile, String function) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.lookup(profile).writeTo(out, 0);
        Profile read = ProfileReader.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(read.sampleTypes())
                .hasToString("[ValueType[type=contentions, unit=count], ValueType[type=delay, unit=nanoseconds]]");
        long count = 0;
        long nanos = 0;
        for (var sample : read.samples()) {
            if (sample.stack().stream()
                    .anyMatch(location -> location.frames().get(0).function().endsWith(function))) {
                count += sample.value(0);
                nanos += sample.value(1);
            }
        }
        return new Contended(count, nanos);
    }

    Contended minus(Contended earlier) {
        return new Contended(count - earlier.count, nanos - earlier.nanos);
    }

    /** At least the time that every wait was made to take, at most what the waiters measured, each give or take 10 %. */
    void isAbout(long leastMillis, long measuredNanos) {
        assertThat(nanos).isBetween(leastMillis * 900_000, measuredNanos / 10 * 11);
    }

    static String text(String profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.lookup(profile).writeTo(out, 1);
        return out.toString(StandardCharsets.UTF_8);
    }
}
