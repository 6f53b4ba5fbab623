// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.Profiles;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.tracer.AgentOptions;
import io.pprof4j.tracer.Tracer;
import java.io.IOException;
import java.io.OutputStream;

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
    public void writeTo(OutputStream out, TestLabels labels) throws IOException {
        System.gc();
        labels.write(Profiles.lookup("allocs"), out);
    }
}
