// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.runtime.ExecutionTrace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Go's {@code -trace}: a recording of JDK Flight Recorder, of at most 128 MiB, the latest. */
final class TraceOfRun implements RunProfile {
    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public void begin() {
        ExecutionTrace.start(recorded);
    }

    @Override
    public void writeTo(OutputStream out, TestLabels labels) throws IOException {
        ExecutionTrace.stop();
        if (recorded.size() == 0) {
            throw new IOException("nothing was recorded");
        }
        recorded.writeTo(out);
    }
}
