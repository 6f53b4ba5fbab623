// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.profile.Mapping;
import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.ProfileBuilder;
import io.pprof4j.profile.ProfileWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A heap-like profile that has grown by 10 allocated and 1 live bytes whenever it is written. */
final class CountingProfile implements NamedProfile {
    private static final List<StackTraceElement> STACK =
            List.of(new StackTraceElement("app.Main", "main", "Main.java", 7));

    private final String name;
    private final AtomicLong writes = new AtomicLong();

    CountingProfile(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int count() {
        return 3;
    }

    @Override
    public void writeTo(OutputStream out, int debug) throws IOException {
        if (debug != 0) {
            out.write((name + " profile, debug " + debug + "\n").getBytes(StandardCharsets.UTF_8));
            return;
        }
        long write = writes.incrementAndGet();
        ProfileWriter.write(
                new ProfileBuilder(Mapping.NONE)
                        .sampleType("alloc_space", "bytes")
                        .sampleType("inuse_space", "bytes")
                        .timeNanos(System.currentTimeMillis() * 1_000_000)
                        .sample(STACK, List.of(10 * write, write), List.of())
                        .build(),
                out);
    }

    long writes() {
        return writes.get();
    }
}
