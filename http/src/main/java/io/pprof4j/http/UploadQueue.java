// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** What waits to be sent, of bounded size: the oldest makes room for the newest. For use by one thread. */
final class UploadQueue {
    private final long maxBytes;
    private final Deque<Upload> waiting = new ArrayDeque<>();
    private long bytes;
    private long dropped;

    UploadQueue(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(Upload upload) {
        waiting.addLast(upload);
        bytes += upload.body().length;
        while (bytes > maxBytes) {
            removeFirst();
            dropped++;
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    Upload first() {
        return waiting.getFirst();
    }

    void removeFirst() {
        bytes -= waiting.removeFirst().body().length;
    }

    /** How many had to make room since this was asked last. */
    long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }
}
