// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.recorder.RecorderLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What rounds of some code leave alive, more and more: a site grows if the bytes of its objects that survive a collection
 * rise in each quarter of the rounds. A cache that fills up and then stays is none.
 */
public final class Growth {
    private static final int QUARTERS = 4;
    private static final int ATTEMPTS = 5;

    private final List<Site> sites;
    private final int rounds;

    private Growth(List<Site> sites, int rounds) {
        this.sites = sites;
        this.rounds = rounds;
    }

    /** @param threads null for all */
    static <X extends Throwable> Growth of(Thread[] threads, int rounds, MeasuredCode<X> code, StackCut cut) throws X {
        Object tally = RecorderLink.beginTally(threads, true);
        try {
            List<Counts> readings = new ArrayList<>();
            for (int quarter = 1; quarter <= QUARTERS; quarter++) {
                int from = rounds * (quarter - 1) / QUARTERS;
                for (int round = from; round < rounds * quarter / QUARTERS; round++) {
                    MeasuredRun.call(code);
                }
                readings.add(complete(Counts.alive(afterCollection(tally), cut)));
            }
            return new Growth(growing(readings), rounds);
        } finally {
            RecorderLink.endTally(tally);
        }
    }

    /** Sites that grow, with what was alive of them at the end; heaviest first. */
    public List<Site> sites() {
        return sites;
    }

    /** Rounds that were run. */
    public int rounds() {
        return rounds;
    }

    /** @throws IllegalStateException if objects are not followed any more */
    private static Counts complete(Counts reading) {
        if (reading.beyond() > 0) {
            throw new IllegalStateException("growth is not known: the code allocates at more sites than are kept, and "
                    + reading.beyond() + " objects are not followed");
        }
        return reading;
    }

    private static List<Site> growing(List<Counts> readings) {
        Map<Site.Key, Long> before = bytes(readings.get(0));
        List<Site> growing = readings.get(readings.size() - 1).sites();
        for (Counts reading : readings.subList(1, readings.size())) {
            Map<Site.Key, Long> now = bytes(reading);
            Map<Site.Key, Long> earlier = before;
            growing = growing.stream()
                    .filter(site -> now.getOrDefault(site.key(), 0L) > earlier.getOrDefault(site.key(), 0L))
                    .toList();
            before = now;
        }
        return growing;
    }

    private static Map<Site.Key, Long> bytes(Counts reading) {
        Map<Site.Key, Long> bytes = new HashMap<>();
        reading.sites().forEach(site -> bytes.put(site.key(), site.bytes()));
        return bytes;
    }

    /** @throws IllegalStateException if the JVM collects no garbage when it is asked to */
    private static Object[] afterCollection(Object tally) {
        long before = collections(RecorderLink.readTally(tally));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            System.gc();
            Object[] reading = RecorderLink.readTally(tally);
            if (collections(reading) > before) {
                return reading;
            }
        }
        throw new IllegalStateException(
                "growth is seen after garbage collections, and System.gc() does nothing (-XX:+DisableExplicitGC?)");
    }

    private static long collections(Object[] reading) {
        return (long) reading[1];
    }
}
