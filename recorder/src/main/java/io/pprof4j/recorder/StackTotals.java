// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Events and the time they took, by stack and labels. Thread-safe; locks only where a stack occurs for the first time. */
final class StackTotals {
    private static final int STACKS = 1 << 16;
    private static final int DEPTH = 128;

    private final StackTable stacks;
    private final LabelSets labelSets = new LabelSets();
    private final Map<Key, Total> totals = new ConcurrentHashMap<>();

    /** A stack, and labels that {@link LabelSets} made one of. */
    private static final class Key {
        private final StackTable.Stack stack;
        private final String[] labels;

        private Key(StackTable.Stack stack, String[] labels) {
            this.stack = stack;
            this.labels = labels;
        }

        @Override
        public int hashCode() {
            return stack.hash() * 31 + System.identityHashCode(labels);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.stack == stack && key.labels == labels;
        }
    }

    /** What one stack has. */
    private static final class Total {
        private final AtomicLong count = new AtomicLong();
        private final AtomicLong nanos = new AtomicLong();
    }

    /** @param own classes whose frames are left out at the leaf */
    StackTotals(Class<?>... own) {
        stacks = new StackTable(STACKS, DEPTH, own);
    }

    /** Returns the frames, leaf first; null if this was pprof4j's own doing, and does not count. */
    StackTraceElement[] add(Throwable here, long count, long nanos) {
        StackTable.Stack stack = stacks.intern(here);
        if (stack.frames() != null) {
            Key key = new Key(stack, labelSets.intern(ThreadLabels.current()));
            Total total = totals.get(key);
            if (total == null) {
                totals.putIfAbsent(key, new Total());
                total = totals.get(key);
            }
            total.count.getAndAdd(count);
            total.nanos.getAndAdd(nanos);
        }
        return stack.frames();
    }

    /** One row for each stack and labels: frames, leaf first, count, nanoseconds, keys and values of labels in turn. */
    List<Object[]> rows() {
        List<Object[]> rows = new ArrayList<>();
        for (Map.Entry<Key, Total> entry : totals.entrySet()) {
            Key key = entry.getKey();
            Total total = entry.getValue();
            rows.add(new Object[] {key.stack.frames(), total.count.get(), total.nanos.get(), key.labels});
        }
        return rows;
    }
}
