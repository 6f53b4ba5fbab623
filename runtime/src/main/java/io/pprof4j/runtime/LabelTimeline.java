// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Label;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which labels each thread had when, in the time of a recording. Threads are named by their numbers. All changes are added
 * before anybody asks. Not safe for use by several threads.
 */
final class LabelTimeline {
    private final Map<Long, String[]> others;
    private final Map<Long, NavigableMap<Instant, String[]>> changes = new HashMap<>();

    /**
     * Without any change.
     *
     * @param atStart of threads that had labels when the recording began: keys and values in turn
     * @param inherited of threads that had some when it ended, and did not change them meanwhile
     */
    LabelTimeline(Map<Long, String[]> atStart, Map<Long, String[]> inherited) {
        others = new HashMap<>(inherited);
        others.putAll(atStart);
    }

    /** A thread has these labels from now on. */
    void addChange(Instant time, long thread, String... pairs) {
        changes.computeIfAbsent(thread, any -> new TreeMap<>()).put(time, pairs);
    }

    /** The labels that a thread had; empty if none are known. */
    List<Label> of(long thread, Instant time) {
        NavigableMap<Instant, String[]> own = changes.get(thread);
        Map.Entry<Instant, String[]> last = own == null ? null : own.floorEntry(time);
        return Labels.inProfile(last == null ? others.get(thread) : last.getValue());
    }
}
