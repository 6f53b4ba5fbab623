// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Label;
import io.pprof4j.recorder.RecorderLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Labels of what a thread does, Go's {@code pprof.Do}: its samples carry them in the profiles heap, allocs, cpu, goroutine,
 * block and mutex, so that {@code go tool pprof -tagfocus} and {@code -tagroot} tell requests or tenants apart.
 *
 * <pre>{@code
 * Labels.run(Labels.of("route", "/api"), () -> handle(request));
 * }</pre>
 *
 * <p>Threads inherit the labels of the thread that creates them, virtual ones too; a task that is handed to a thread that is
 * there already does not. What is inherited shows in heap, allocs, and where block sees threads park; in goroutine, cpu,
 * mutex, and block's waits for monitors it does so for platform threads, under an agent that serves HTTP. Heap, allocs and
 * block know 8,192 distinct sets; what comes later has the label {@code labels} instead. Immutable.
 */
public final class Labels {
    /** Labels that pprof4j and pprof give a meaning of their own. */
    private static final Set<String> RESERVED = Set.of("bytes", "type");

    private static final String RESERVED_PREFIX = "pprof::";

    private final SortedMap<String, String> values;

    private Labels(SortedMap<String, String> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    /**
     * Labels from keys and values in turn; of equal keys the last one counts.
     *
     * @throws IllegalArgumentException if there is an odd number of them, or a key is empty or has another meaning
     */
    public static Labels of(String... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("uneven number of arguments to Labels.of: " + keysAndValues.length
                    + ", must be keys and values in turn");
        }
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(checked(keysAndValues[i]), Objects.requireNonNull(keysAndValues[i + 1], "value"));
        }
        return new Labels(values);
    }

    private static String checked(String key) {
        if (key.isEmpty() || RESERVED.contains(key) || key.startsWith(RESERVED_PREFIX)) {
            throw new IllegalArgumentException("label key \"" + key + "\": must not be empty, nor one of " + RESERVED
                    + ", nor begin with " + RESERVED_PREFIX);
        }
        return key;
    }

    /** Those of the current thread. */
    public static Labels current() {
        return of(pairsOf(RecorderLink.labels()));
    }

    private static String[] pairsOf(String[] labels) {
        return labels == null ? new String[0] : labels;
    }

    /** Runs a task with these labels beside those that the thread has, which it then has again. */
    public static void run(Labels labels, Runnable task) {
        Scope scope = new Scope(labels);
        try (scope) {
            task.run();
        }
    }

    /**
     * The same for a task that returns something.
     *
     * @throws Exception what the task throws
     */
    public static <T> T call(Labels labels, Callable<T> task) throws Exception {
        Scope scope = new Scope(labels);
        try (scope) {
            return task.call();
        }
    }

    /** Keys and values; immutable, sorted by key. */
    public Map<String, String> asMap() {
        return values;
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private Labels and(Labels more) {
        SortedMap<String, String> all = new TreeMap<>(values);
        all.putAll(more.values);
        return new Labels(all);
    }

    private String[] pairs() {
        if (values.isEmpty()) {
            return null;
        }
        List<String> pairs = new ArrayList<>();
        values.forEach((key, value) -> Collections.addAll(pairs, key, value));
        return pairs.toArray(new String[0]);
    }

    /**
     * As samples have them.
     *
     * @param pairs keys and values in turn; null for none
     */
    static List<Label> inProfile(String[] pairs) {
        return Label.ofPairs(List.of(pairsOf(pairs)));
    }

    /** The time in which a thread has more labels. */
    private static final class Scope implements AutoCloseable {
        private final String[] before = RecorderLink.labels();
        private final boolean ownBefore;

        private Scope(Labels more) {
            String[] pairs = of(pairsOf(before)).and(more).pairs();
            ownBefore = RecorderLink.setLabels(pairs, true);
            LabelEvents.changed(pairs);
        }

        @Override
        public void close() {
            RecorderLink.setLabels(before, ownBefore);
            LabelEvents.changed(before);
        }
    }
}
