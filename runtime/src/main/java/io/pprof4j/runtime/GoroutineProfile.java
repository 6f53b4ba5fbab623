// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.CountProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** All threads, each at its current stack: Go's goroutine profile. */
final class GoroutineProfile extends QuietProfile {
    private final Waits waits = new Waits();

    GoroutineProfile() {
        super("goroutine");
    }

    @Override
    int countNow() {
        return ThreadDump.take().threads().size();
    }

    @Override
    byte[] content(int debug) throws IOException {
        ThreadDump dump = ThreadDump.take();
        ThreadDetails details = ThreadDetails.read();
        waits.observe(details);
        if (debug >= 2) {
            return GoroutineText.render(dump, details, waits).getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        CountProfile profile = new CountProfile(name(), dump.comments());
        dump.stacks().forEach(stack -> profile.add(stack, 1));
        profile.writeTo(content, debug);
        return content.toByteArray();
    }
}
