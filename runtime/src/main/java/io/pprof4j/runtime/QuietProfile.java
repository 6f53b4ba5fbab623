// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A profile that is made in memory while the recorder ignores this thread: what pprof4j allocates is not the
 * application's. The stream is, so it gets the bytes after that. Nothing may be allocated before {@code
 * RecorderLink.enter()}.
 */
abstract class QuietProfile implements NamedProfile {
    private final String name;

    QuietProfile(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    /** 0 if it cannot be had now. */
    @Override
    public final int count() {
        long[] entered = RecorderLink.enter();
        try {
            return countNow();
        } catch (IOException notNow) {
            return 0;
        } finally {
            RecorderLink.leave(entered);
        }
    }

    @Override
    public final void writeTo(OutputStream out, int debug) throws IOException {
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

    /** What {@link #count} is. */
    abstract int countNow() throws IOException;

    /** What {@link #writeTo} writes. */
    abstract byte[] content(int debug) throws IOException;
}
