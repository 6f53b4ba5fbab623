// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Writes the heap profile to a file, as the agent option {@code memprofile} does when the JVM exits. */
public final class HeapProfileFile {

    private HeapProfileFile() {}

    /**
     * Writes the {@code heap} profile in protocol buffer form. The file appears whole or not at all: what was there
     * before is replaced in one step, and stays as it is on any error. A symbolic link stays, its target is replaced.
     * What is neither file nor directory (a pipe, {@code /dev/stdout}) is written to directly. The directory must exist.
     * Thread-safe; of several writers to one file, the last one's profile stays.
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
        Path target = path(expand(pattern, ProcessHandle.current().pid()));
        WholeFile.write(target, content);
        return target;
    }

    private static byte[] proto(boolean collectFirst) {
        boolean collectionFailed = collectFirst && !RequestedCollection.run();
        return HeapProfile.HEAP.proto(HeapReading.now(), collectionFailed);
    }

    /** Replaces %p and %%; any other percent sign stays. */
    static String expand(String pattern, long pid) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            char next = c == '%' && i + 1 < pattern.length() ? pattern.charAt(i + 1) : 0;
            if (next == 'p') {
                path.append(pid);
                i++;
            } else {
                path.append(c);
                i += next == '%' ? 1 : 0;
            }
        }
        return path.toString();
    }

    private static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException("cannot write heap profile to " + name + ": " + e.getReason(), e);
        }
    }
}
