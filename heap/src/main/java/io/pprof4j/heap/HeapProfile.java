// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.ProfileBytes;
import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Heap and allocs: one profile, shown at first as what is in use or as what was allocated. Stateless.
 *
 * <p>Takes a reading and encodes it in memory while the recorder ignores this thread: what pprof4j allocates is not the
 * application's. The stream is the application's, so it gets the bytes after that. Nothing may be allocated before
 * {@code RecorderLink.enter()}, hence its place as the first statement.
 */
final class HeapProfile implements NamedProfile {

    /** The sampled live and cumulative allocations, shown as in-use space. */
    static final HeapProfile HEAP = new HeapProfile("heap", "");

    /** The same, shown as allocated space. */
    static final HeapProfile ALLOCS = new HeapProfile("allocs", "alloc_space");

    private final String name;
    private final String defaultSampleType;

    private HeapProfile(String name, String defaultSampleType) {
        this.name = name;
        this.defaultSampleType = defaultSampleType;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int count() {
        long[] entered = RecorderLink.enter();
        try {
            return Buckets.merge(RecorderLink.snapshot().sites()).size();
        } finally {
            RecorderLink.leave(entered);
        }
    }

    @Override
    public void writeTo(OutputStream out, int debug) throws IOException {
        byte[] content;
        long[] entered = RecorderLink.enter();
        try {
            HeapReading reading = HeapReading.now();
            content = debug == 0
                    ? proto(reading, false)
                    : HeapText.encode(reading).getBytes(StandardCharsets.UTF_8);
        } finally {
            RecorderLink.leave(entered);
        }
        out.write(content);
        out.flush();
    }

    /** The bytes of the protocol buffer form, as of now. The caller keeps the recorder quiet. */
    byte[] proto(HeapReading reading, boolean collectionFailed) {
        long timeNanos = System.currentTimeMillis() * 1_000_000;
        return ProfileBytes.encode(HeapProto.encode(reading, defaultSampleType, timeNanos, collectionFailed));
    }
}
