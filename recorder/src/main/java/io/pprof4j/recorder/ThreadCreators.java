// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who started each of the threads that there are. Thread-safe. */
final class ThreadCreators {
    private final Map<Long, Creator> byThread = new ConcurrentHashMap<>();
    private final ReferenceQueue<Thread> gone = new ReferenceQueue<>();

    /** Who started a thread; forgotten together with it. */
    private static final class Creator extends WeakReference<Thread> {
        private final long thread;
        private final long starter;
        private final StackTraceElement[] stack;
        private final String[] labels = ThreadLabels.current();

        private Creator(Thread started, long starter, StackTraceElement[] stack, ReferenceQueue<Thread> gone) {
            super(started, gone);
            this.thread = started.getId();
            this.starter = starter;
            this.stack = stack;
        }
    }

    /** @param stack of the current thread, which starts the other one */
    void add(Thread started, StackTraceElement[] stack) {
        Creator creator = new Creator(started, Thread.currentThread().getId(), stack, gone);
        byThread.put(creator.thread, creator);
        while (gone.poll() instanceof Creator forgotten) {
            byThread.remove(forgotten.thread);
        }
    }

    /** The labels that the starter had, which the thread therefore inherited; null for none. */
    String[] labels(long thread) {
        Creator creator = byThread.get(thread);
        return creator == null ? null : creator.labels;
    }

    /** The same of all threads that inherited some. */
    Map<Long, String[]> labels() {
        Map<Long, String[]> labels = new HashMap<>();
        for (Creator creator : byThread.values()) {
            if (creator.labels != null) {
                labels.put(creator.thread, creator.labels);
            }
        }
        return labels;
    }

    /** The number of the thread that started this one, and its stack then, leaf first; null if unknown. */
    Object[] of(long thread) {
        Creator creator = byThread.get(thread);
        return creator == null ? null : new Object[] {creator.starter, creator.stack};
    }
}
