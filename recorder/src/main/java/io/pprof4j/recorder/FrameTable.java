// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Makes equal frames one object: a stack then costs a reference a frame. Lock-free; frames are never removed. */
final class FrameTable {
    private static final int BUCKETS = 1 << 14;

    private final AtomicReferenceArray<Node> buckets = new AtomicReferenceArray<>(BUCKETS);

    private record Node(StackTraceElement frame, Node next) {}

    /** Replaces each element by the one equal to it that came first. */
    void intern(StackTraceElement[] frames) {
        for (int i = 0; i < frames.length; i++) {
            frames[i] = intern(frames[i]);
        }
    }

    private StackTraceElement intern(StackTraceElement frame) {
        int hash = frame.hashCode();
        int bucket = (hash ^ (hash >>> 15)) & (BUCKETS - 1);
        while (true) {
            Node head = buckets.get(bucket);
            for (Node n = head; n != null; n = n.next) {
                if (n.frame.equals(frame)) {
                    return n.frame;
                }
            }
            if (buckets.compareAndSet(bucket, head, new Node(frame, head))) {
                return frame;
            }
        }
    }
}
