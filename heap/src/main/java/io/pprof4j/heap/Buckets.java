// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import io.pprof4j.recorder.SiteCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The raw buckets of a snapshot: each (stack, type, size, rate, labels) once, in an order that equal snapshots share. */
final class Buckets {

    private static final Comparator<StackTraceElement> BY_FRAME = Comparator.comparing(StackTraceElement::getClassName)
            .thenComparing(StackTraceElement::getMethodName)
            .thenComparingInt(StackTraceElement::getLineNumber);

    /** Stack, leaf first, then type, size and rate: what tells apart buckets whose numbers are equal. */
    static final Comparator<SiteCounts> BY_SITE = Comparator.comparing(SiteCounts::stack, Buckets::compareStacks)
            .thenComparing(SiteCounts::type)
            .thenComparingLong(SiteCounts::sizeBytes)
            .thenComparingLong(SiteCounts::rate)
            .thenComparing(site -> site.labels().toString());

    private Buckets() {}

    /** Adds up buckets that the recorder keeps apart: equal stacks may have come to it in several raw forms. */
    static List<SiteCounts> merge(List<SiteCounts> sites) {
        Map<Key, SiteCounts> merged = new LinkedHashMap<>();
        for (SiteCounts site : sites) {
            if (site.allocObjects() > 0) {
                merged.merge(Key.of(site), site, Buckets::sum);
            }
        }
        return new ArrayList<>(merged.values());
    }

    private static SiteCounts sum(SiteCounts a, SiteCounts b) {
        return new SiteCounts(
                a.stack(),
                a.type(),
                a.sizeBytes(),
                a.rate(),
                a.allocObjects() + b.allocObjects(),
                a.allocBytes() + b.allocBytes(),
                a.inuseObjects() + b.inuseObjects(),
                a.labels());
    }

    private static int compareStacks(List<StackTraceElement> a, List<StackTraceElement> b) {
        for (int i = 0; i < a.size() && i < b.size(); i++) {
            int order = BY_FRAME.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private record Key(List<StackTraceElement> stack, String type, long sizeBytes, long rate, List<String> labels) {
        static Key of(SiteCounts site) {
            return new Key(site.stack(), site.type(), site.sizeBytes(), site.rate(), site.labels());
        }
    }
}
