// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.CountProfile;
import io.pprof4j.profile.NamedProfile;
import io.pprof4j.recorder.RecorderLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** All threads, each at its current stack: Go's goroutine profile. */
final class GoroutineProfile implements NamedProfile {
    private final Waits waits = new Waits();

    @Override
    public String name() {
        return "goroutine";
    }

    @Override
    public int count() {
        long[] entered = RecorderLink.enter();
        try {
            return ThreadDump.take().threads().size();
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /** In memory first: the stream is the application's. */
    @Override
    public void writeTo(OutputStream out, int debug) throws IOException {
        byte[] content;
        long[] entered = RecorderLink.enter();
        try {
            content = content(debug);
        } finally {
            RecorderLink.leave(entered);
        }
        out.write(content);
        out.flush();
    }

    private byte[] content(int debug) throws IOException {
        ThreadDump dump = ThreadDump.take();
        ThreadDetails details = ThreadDetails.read();
        waits.observe(details);
        if (debug >= 2) {
            return GoroutineText.render(dump, details, waits).getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        new CountProfile(name(), dump.counts(), dump.comments()).writeTo(content, debug);
        return content.toByteArray();
    }
}
