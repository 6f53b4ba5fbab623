// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.profile.WholeFile;
import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the heap profile to a file, as the agent option {@code memprofile} does when the JVM exits. */
public final class HeapProfileFile {

    private HeapProfileFile() {}

    /**
     * Writes the {@code heap} profile in protocol buffer form. The file appears whole or not at all, see {@link
     * WholeFile}. Thread-safe; of several writers to one file, the last one's profile stays.
     *
     * @param pattern the path; {@code %p} becomes the id of this process, {@code %%} a percent sign
     * @param collectFirst whether to run a garbage collection first, so that in-use is exact; where the JVM refuses, a
     *     comment in the profile says so. Without recorded allocations there is none
     * @return the path that was written
     * @throws IOException if the profile cannot be written; the message names the path and the reason
     * @throws IllegalStateException if the agent in this JVM is of an incompatible version of pprof4j
     */
    public static Path write(String pattern, boolean collectFirst) throws IOException {
        byte[] content;
        long[] entered = RecorderLink.enter();
        try {
            content = proto(collectFirst);
        } finally {
            RecorderLink.leave(entered);
        }
        return WholeFile.write(pattern, "heap profile", out -> out.write(content));
    }

    private static byte[] proto(boolean collectFirst) {
        boolean collectionFailed = collectFirst && !RequestedCollection.run();
        return HeapProfile.HEAP.proto(HeapReading.now(), collectionFailed);
    }
}
