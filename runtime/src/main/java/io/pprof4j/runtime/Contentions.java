// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.RecorderLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Waits, added up by stack and labels since the profile was turned on first. Guarded by this. */
final class Contentions {
    private final Map<LabelledStack, Row> rows = new HashMap<>();

    /**
     * What one stack with its labels has.
     *
     * @param count waits
     * @param nanos waited in all
     */
    record Row(LabelledStack stack, long count, long nanos) {
        /** One of {@link RecorderLink#parks} or {@link RecorderLink#releases}. */
        static Row of(Object[] recorded) {
            List<StackTraceElement> stack = Arrays.asList((StackTraceElement[]) recorded[0]);
            LabelledStack labelled = new LabelledStack(stack, Labels.inProfile((String[]) recorded[3]));
            return new Row(labelled, (long) recorded[1], (long) recorded[2]);
        }

        Row plus(Row more) {
            return new Row(stack, count + more.count, nanos + more.nanos);
        }
    }

    synchronized void add(LabelledStack stack, long count, long nanos) {
        rows.merge(stack, new Row(stack, count, nanos), Row::plus);
    }

    /** These and others. */
    synchronized Contentions with(List<Row> others) {
        Contentions sum = new Contentions();
        sum.rows.putAll(rows);
        others.forEach(row -> sum.add(row.stack(), row.count(), row.nanos()));
        return sum;
    }

    synchronized int size() {
        return rows.size();
    }

    /** The longest waits first. */
    synchronized List<Row> sorted() {
        List<Row> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparingLong(Row::nanos)
                .thenComparingLong(Row::count)
                .reversed()
                .thenComparing(row -> row.stack().toString()));
        return sorted;
    }
}
