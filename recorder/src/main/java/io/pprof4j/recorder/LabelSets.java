// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes equal sets of labels one, so that identity is equality. A label whose values never repeat, such as the number of
 * a request, would fill the tables: what comes beyond a bound has a label that says so. Thread-safe; locks only where
 * a set occurs for the first time.
 */
final class LabelSets {
    static final int CAPACITY = 1 << 13;
    private static final String[] NONE = {};
    private static final String[] OVERFLOW = {"labels", "more than " + CAPACITY + " sets"};

    private final Map<List<String>, String[]> known = new ConcurrentHashMap<>();

    /** @param labels keys and values in turn, sorted by key; null for none */
    String[] intern(String[] labels) {
        if (labels == null) {
            return NONE;
        }
        List<String> key = Arrays.asList(labels);
        String[] set = known.get(key);
        if (set != null) {
            return set;
        }
        if (known.size() >= CAPACITY) {
            return OVERFLOW;
        }
        String[] before = known.putIfAbsent(key, labels);
        return before == null ? labels : before;
    }
}
