// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Events and the time they took, by stack. Thread-safe; locks only where a stack occurs for the first time. */
final class StackTotals {
    private static final int STACKS = 1 << 16;
    private static final int DEPTH = 128;

    private final StackTable stacks;
    private final Map<StackTable.Stack, Total> totals = new ConcurrentHashMap<>();

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
    StackTraceElement[] add(Throwable here, long nanos) {
        StackTable.Stack stack = stacks.intern(here);
        if (stack.frames() != null) {
            Total total = totals.get(stack);
            if (total == null) {
                totals.putIfAbsent(stack, new Total());
                total = totals.get(stack);
            }
            total.count.getAndIncrement();
            total.nanos.getAndAdd(nanos);
        }
        return stack.frames();
    }

    /** One row for each stack: frames, leaf first, count, nanoseconds. */
    List<Object[]> rows() {
        List<Object[]> rows = new ArrayList<>();
        totals.forEach((stack, total) -> rows.add(new Object[] {stack.frames(), total.count.get(), total.nanos.get()}));
        return rows;
    }
}
