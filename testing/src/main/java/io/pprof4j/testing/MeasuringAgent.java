// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.tracer.AgentOptions;
import io.pprof4j.tracer.Tracer;

/** Brings this JVM into the state in which single threads can be measured. */
final class MeasuringAgent {
    private MeasuringAgent() {}

    /**
     * Attaches the agent unless it is there, and has all classes instrumented; at once if that was done.
     *
     * @throws IllegalStateException if the JVM does not let itself be attached to, or only counts
     */
    static void start() {
        if (!RecorderLink.isActive()) {
            Tracer.install(AgentOptions.defaults().withRate(0).withMeasuring());
        }
        RecorderLink.measuring();
    }
}
