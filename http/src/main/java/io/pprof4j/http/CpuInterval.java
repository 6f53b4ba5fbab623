// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.runtime.CpuProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** The CPU profile: as only one can be under way in a process, intervals that somebody else has taken are left out. */
final class CpuInterval implements PushInterval {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean running;

    @Override
    public void begin() {
        try {
            CpuProfile.start(content);
            running = true;
        } catch (IllegalStateException takenOrWithoutFlightRecorder) {
            running = false;
        }
    }

    @Override
    public Optional<byte[]> next() throws IOException {
        Optional<byte[]> ended = last();
        begin();
        return ended;
    }

    @Override
    public Optional<byte[]> last() throws IOException {
        content.reset();
        if (running) {
            running = false;
            CpuProfile.stop();
        }
        return content.size() == 0 ? Optional.empty() : Optional.of(content.toByteArray());
    }
}
