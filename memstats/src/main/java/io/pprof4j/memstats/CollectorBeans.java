// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.pprof4j.memstats.HotSpotBeans.Collection;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The collector beans: which of them count collections, which measure pauses, and the sum of each kind.
 *
 * <p>A stop-the-world collector has beans that are both. A concurrent one has a bean for its cycles, whose time is
 * mostly not a pause, and one for its pauses, of which a cycle has several. "G1 Concurrent GC" (since
 * JDK 20, JDK-8297247) is left out as neither: it takes the Remark and the Cleanup pause of one marking for two
 * collections. Those two are pauses all the same, and {@link JvmCounters} has them, on JDK 17 too. A name that is not
 * known here is left out as well.
 */
final class CollectorBeans {

    private static final Set<String> STOP_THE_WORLD = Set.of(
            "Copy", "MarkSweepCompact", "PS Scavenge", "PS MarkSweep", "G1 Young Generation", "G1 Old Generation");

    private static final GarbageCollectorMXBean[] CYCLES = all(CollectorBeans::isCycle);

    private static final GarbageCollectorMXBean[] PAUSES = all(CollectorBeans::isPause);

    private CollectorBeans() {}

    private static GarbageCollectorMXBean[] all(Predicate<String> kind) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(bean -> kind.test(bean.getName()))
                .toArray(GarbageCollectorMXBean[]::new);
    }

    static boolean isPause(String bean) {
        return STOP_THE_WORLD.contains(bean) || (isConcurrent(bean) && bean.endsWith(" Pauses"));
    }

    static boolean isCycle(String bean) {
        return STOP_THE_WORLD.contains(bean) || (isConcurrent(bean) && bean.endsWith(" Cycles"));
    }

    private static boolean isConcurrent(String bean) {
        return bean.startsWith("ZGC ") || bean.startsWith("Shenandoah ");
    }

    /** Completed collections since the JVM started. */
    static long count() {
        long count = 0;
        for (GarbageCollectorMXBean bean : CYCLES) {
            count += Math.max(0, bean.getCollectionCount()); // -1 where the JVM does not count
        }
        return count;
    }

    /** All pauses since the JVM started, in ns: as exactly as it counts them, which is whole ms if only beans do. */
    static long pauseTotalNs() {
        JvmCounters counters = JvmCounters.own();
        if (counters != null && counters.knowPauses()) {
            return counters.pauseTotalNs();
        }
        long millis = 0;
        for (GarbageCollectorMXBean bean : PAUSES) {
            millis += Math.max(0, bean.getCollectionTime());
        }
        return MILLISECONDS.toNanos(millis);
    }

    /** The newest collection and the newest pause in it, as the beans keep them. */
    static Newest newest() {
        return newest(last(CYCLES), last(PAUSES), JvmClock.START_MILLIS);
    }

    private static List<Collection> last(GarbageCollectorMXBean... beans) {
        return List.of(beans).stream()
                .flatMap(bean -> HotSpotBeans.lastCollection(bean).stream())
                .toList();
    }

    static Newest newest(List<Collection> cycles, List<Collection> pauses, long startMillis) {
        Optional<Collection> cycle = newest(cycles, Long.MAX_VALUE);
        // A concurrent cycle under way has had pauses already: they belong to a collection that is not counted yet.
        Optional<Collection> pause =
                newest(pauses, cycle.map(Collection::endMillis).orElse(-1L));
        return new Newest(
                endNanos(cycle, startMillis),
                MILLISECONDS.toNanos(pause.map(Collection::durationMillis).orElse(0L)),
                endNanos(pause, startMillis));
    }

    private static Optional<Collection> newest(List<Collection> collections, long untilMillis) {
        return collections.stream()
                .filter(collection -> collection.endMillis() <= untilMillis)
                .max(Comparator.comparingLong(Collection::endMillis));
    }

    private static long endNanos(Optional<Collection> collection, long startMillis) {
        return collection
                .map(it -> MILLISECONDS.toNanos(startMillis + it.endMillis()))
                .orElse(0L);
    }

    /**
     * All 0 before the first collection.
     *
     * @param lastGC end of the newest collection in ns since 1970
     * @param pauseNs the newest pause that is no newer than that, in whole ms
     * @param pauseEnd its end in ns since 1970
     */
    record Newest(long lastGC, long pauseNs, long pauseEnd) {}
}
