// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.runtime.CpuProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Go's {@code -cpuprofile}. */
final class CpuProfileOfRun implements RunProfile {
    private final ByteArrayOutputStream measured = new ByteArrayOutputStream();

    @Override
    public String name() {
        return "cpuprofile";
    }

    @Override
    public void begin() {
        CpuProfile.start(measured);
    }

    @Override
    public void writeTo(OutputStream out, TestLabels labels) throws IOException {
        CpuProfile.stop();
        if (measured.size() > 0) {
            labels.write(ProfileBytes.decode(measured.toByteArray()), out);
        } else {
            throw new IOException("the CPU was not profiled");
        }
    }
}
