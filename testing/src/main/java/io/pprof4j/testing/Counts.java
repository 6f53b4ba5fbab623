// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run allocated, or several.
 *
 * @param sites heaviest first
 * @param uncounted objects on which counting failed, for want of stack or memory
 */
record Counts(List<Site> sites, long uncounted) {
    private static final Comparator<Site> ORDER = Comparator.comparingLong(Site::bytes)
            .thenComparingLong(Site::count)
            .reversed()
            .thenComparing(Site::type)
            .thenComparing(site -> site.stack().toString());

    /** What a tally counted. */
    static Counts allocated(Object[] tally, StackCut cut) {
        return of(tally, 3, cut);
    }

    /** What of it was alive at the last collection. */
    static Counts alive(Object[] tally, StackCut cut) {
        return of(tally, 4, cut);
    }

    /**
     * Of a tally each row tells of objects of one size.
     *
     * @param number which element of a row counts the objects
     */
    private static Counts of(Object[] tally, int number, StackCut cut) {
        Map<Site.Key, Site> sites = new LinkedHashMap<>();
        for (Object row : (List<?>) tally[2]) {
            Object[] r = (Object[]) row;
            List<StackTraceElement> stack = cut.apply(frames((List<?>) r[0]));
            long count = (long) r[number];
            if (stack != null && count > 0) {
                Site site = new Site((String) r[1], count, count * (long) r[2], stack);
                sites.merge(site.key(), site, Counts::plus);
            }
        }
        return new Counts(sorted(sites), (long) tally[0]);
    }

    /** The sum of these, divided by their number and rounded down, as Go's AllocsPerRun does. */
    static Counts mean(List<Counts> runs) {
        Map<Site.Key, Site> sites = new LinkedHashMap<>();
        long uncounted = 0;
        for (Counts run : runs) {
            uncounted += run.uncounted;
            run.sites.forEach(site -> sites.merge(site.key(), site, Counts::plus));
        }
        int divisor = runs.size();
        sites.replaceAll((key, sum) -> new Site(sum.type(), sum.count() / divisor, sum.bytes() / divisor, sum.stack()));
        sites.values().removeIf(site -> site.count() == 0);
        return new Counts(sorted(sites), uncounted);
    }

    long count() {
        return sites.stream().mapToLong(Site::count).sum();
    }

    long bytes() {
        return sites.stream().mapToLong(Site::bytes).sum();
    }

    Counts ofType(String type) {
        return new Counts(
                sites.stream().filter(site -> site.type().equals(type)).toList(), uncounted);
    }

    private static Site plus(Site a, Site b) {
        return new Site(a.type(), a.count() + b.count(), a.bytes() + b.bytes(), a.stack());
    }

    private static List<Site> sorted(Map<Site.Key, Site> sites) {
        return sites.values().stream().sorted(ORDER).toList();
    }

    private static List<StackTraceElement> frames(List<?> frames) {
        List<StackTraceElement> typed = new ArrayList<>(frames.size());
        frames.forEach(frame -> typed.add((StackTraceElement) frame));
        return typed;
    }
}
