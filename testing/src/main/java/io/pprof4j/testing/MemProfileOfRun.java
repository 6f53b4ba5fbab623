// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.tracer.AgentOptions;
import io.pprof4j.tracer.Tracer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Go's {@code -memprofile} and {@code -memprofilerate}: the profile {@code allocs}, after a garbage collection. */
final class MemProfileOfRun implements RunProfile {
    private static final String RATE = "pprof4j.memprofilerate";

    @Override
    public String name() {
        return "memprofile";
    }

    /** An agent that was started with the JVM keeps its rate, unless another is asked for. */
    @Override
    public void begin() {
        Long rate = Long.getLong(RATE);
        if (!RecorderLink.isActive()) {
            Tracer.install(rate == null ? AgentOptions.DEFAULT_RATE : rate);
        } else if (rate != null) {
            RecorderLink.setRate(rate);
        }
    }

    @Override
    public Profile end() throws IOException {
        System.gc();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Profiles.lookup("allocs").writeTo(bytes, 0);
        return ProfileReader.read(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
