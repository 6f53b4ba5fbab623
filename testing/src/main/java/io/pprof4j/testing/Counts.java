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
 * @param uncounted objects of which it is not known whether they belong here
 * @param beyond objects that were only counted, since there are too many sites to keep
 * @param bytesBeyond the bytes of those
 */
record Counts(List<Site> sites, long uncounted, long beyond, long bytesBeyond) {
    private static final Comparator<Site> ORDER = Comparator.comparingLong(Site::bytes)
            .thenComparingLong(Site::count)
            .reversed()
            .thenComparing(Site::type)
            .thenComparing(site -> site.stack().toString());

    /** Stands for the frames that were not kept when the recorder knew too many stacks. */
    private static final String LOST_FRAMES = "lostProfileEvent";

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
        long uncounted = (long) tally[0];
        for (Object row : (List<?>) tally[2]) {
            Object[] r = (Object[]) row;
            List<StackTraceElement> frames = frames((List<?>) r[0]);
            List<StackTraceElement> stack = cut.apply(frames);
            long count = (long) r[number];
            if (stack == null && isCut(frames, (long) tally[5])) {
                uncounted += count;
            }
            if (stack != null && count > 0) {
                Site site = new Site((String) r[1], count, count * (long) r[2], stack);
                sites.merge(site.key(), site, Counts::plus);
            }
        }
        return new Counts(sorted(sites), uncounted, (long) tally[3], (long) tally[4]);
    }

    /** Whether a stack has lost frames at the root side, so that it may be of the measured code or not. */
    private static boolean isCut(List<StackTraceElement> frames, long depth) {
        return frames.size() >= depth
                || frames.get(frames.size() - 1).getMethodName().equals(LOST_FRAMES);
    }

    /** The sum of these, divided by their number and rounded down, as Go's AllocsPerRun does. */
    static Counts mean(List<Counts> runs) {
        Map<Site.Key, Site> sites = new LinkedHashMap<>();
        long uncounted = 0;
        long beyond = 0;
        long bytesBeyond = 0;
        for (Counts run : runs) {
            uncounted += run.uncounted;
            beyond += run.beyond;
            bytesBeyond += run.bytesBeyond;
            run.sites.forEach(site -> sites.merge(site.key(), site, Counts::plus));
        }
        int divisor = runs.size();
        sites.replaceAll((key, sum) -> new Site(sum.type(), sum.count() / divisor, sum.bytes() / divisor, sum.stack()));
        sites.values().removeIf(site -> site.count() == 0);
        return new Counts(sorted(sites), uncounted, beyond / divisor, bytesBeyond / divisor);
    }

    long count() {
        return beyond + sites.stream().mapToLong(Site::count).sum();
    }

    long bytes() {
        return bytesBeyond + sites.stream().mapToLong(Site::bytes).sum();
    }

    Counts ofType(String type) {
        List<Site> ofType =
                sites.stream().filter(site -> site.type().equals(type)).toList();
        return new Counts(ofType, uncounted + beyond, 0, 0);
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
