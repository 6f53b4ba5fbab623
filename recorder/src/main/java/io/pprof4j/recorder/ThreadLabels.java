// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The labels of threads: keys and values in turn, sorted by key; null stands for none. Threads inherit those of the thread
 * that creates them. In the boot loader if an agent is there, so that all copies of the library share them. Thread-safe.
 */
final class ThreadLabels {
    private static final String[] NONE = {};
    private static final InheritableThreadLocal<String[]> OF_CURRENT = new InheritableThreadLocal<>();

    /** Of threads that are within a call that set them, so that others can tell. */
    private static final Map<Long, String[]> BY_THREAD = new ConcurrentHashMap<>();

    /** Until the first label is set nobody looks for one. */
    private static volatile boolean used;

    private ThreadLabels() {}

    static boolean isUsed() {
        return used;
    }

    /** Of the current thread. */
    static String[] current() {
        return used ? OF_CURRENT.get() : null;
    }

    /**
     * Sets those of the current thread.
     *
     * @param own whether the thread set them itself; else it goes back to what it inherited
     * @return whether it had set those before itself
     */
    static boolean set(String[] labels, boolean own) {
        used = true;
        Long thread = Thread.currentThread().getId();
        String[] before = own ? BY_THREAD.put(thread, labels == null ? NONE : labels) : BY_THREAD.remove(thread);
        if (labels == null) {
            OF_CURRENT.remove();
        } else {
            OF_CURRENT.set(labels);
        }
        return before != null;
    }

    /** All labelled threads by number, as far as can be told. */
    static Map<Long, String[]> all() {
        Map<Long, String[]> all = new HashMap<>(ThreadEvents.inheritedLabels());
        for (Map.Entry<Long, String[]> own : BY_THREAD.entrySet()) {
            if (own.getValue().length == 0) {
                all.remove(own.getKey());
            } else {
                all.put(own.getKey(), own.getValue());
            }
        }
        return all;
    }

    /** Of a thread by its number, as far as others can tell: what it set itself, or inherited when it was watched. */
    static String[] of(long thread) {
        if (!used) {
            return null;
        }
        String[] own = BY_THREAD.get(thread);
        if (own != null) {
            return own.length == 0 ? null : own;
        }
        return ThreadEvents.inheritedLabels(thread);
    }
}
