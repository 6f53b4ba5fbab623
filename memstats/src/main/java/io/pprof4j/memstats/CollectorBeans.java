// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.pprof4j.memstats.HotSpotBeans.Collection;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One reading of the collector beans: which of them count collections, which measure pauses, and the sum of each kind.
 *
 * <p>A stop-the-world collector has beans that are both. A concurrent one has a bean for its cycles, whose time is
 * mostly not a pause, and one for its pauses, of which a cycle has several. "G1 Concurrent GC" (since
 * JDK 20, JDK-8297247) is left out as neither: it takes the Remark and the Cleanup pause of one marking for two
 * collections, and with its time JDK 17 and 25 would sum up different pauses. So is a name that is not known here.
 *
 * @param numGC completed collections
 * @param lastGC end of the newest of them in ns since 1970; 0 if none is known
 * @param pauseTotalNs sum of all pauses
 * @param newestPauseNs the newest pause that is no newer than {@code lastGC}; 0 if none is known
 * @param newestPauseEnd its end in ns since 1970; 0 if none is known
 * @param pausedFraction share of the time since start that was pause, 0 to 1
 */
record CollectorBeans(
        long numGC, long lastGC, long pauseTotalNs, long newestPauseNs, long newestPauseEnd, double pausedFraction) {

    private static final Set<String> STOP_THE_WORLD = Set.of(
            "Copy", "MarkSweepCompact", "PS Scavenge", "PS MarkSweep", "G1 Young Generation", "G1 Old Generation");

    /** Reads every bean once. */
    static CollectorBeans read() {
        List<Bean> beans = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(Bean::read)
                .toList();
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        return sum(beans, runtime.getStartTime(), runtime.getUptime());
    }

    static CollectorBeans sum(List<Bean> beans, long startMillis, long uptimeMillis) {
        List<Bean> cycles = beans.stream().filter(bean -> isCycle(bean.name())).toList();
        List<Bean> pauses = beans.stream().filter(bean -> isPause(bean.name())).toList();
        long pauseTotalMillis = pauses.stream().mapToLong(Bean::totalMillis).sum();
        Optional<Collection> lastCycle = newest(cycles, Long.MAX_VALUE);
        // A concurrent cycle under way has had pauses already: they belong to a collection that numGC does not count.
        Optional<Collection> lastPause =
                newest(pauses, lastCycle.map(Collection::endMillis).orElse(-1L));
        return new CollectorBeans(
                cycles.stream().mapToLong(Bean::count).sum(),
                endNanos(lastCycle, startMillis),
                MILLISECONDS.toNanos(pauseTotalMillis),
                MILLISECONDS.toNanos(lastPause.map(Collection::durationMillis).orElse(0L)),
                endNanos(lastPause, startMillis),
                Math.min(1, (double) pauseTotalMillis / Math.max(1, uptimeMillis)));
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

    private static Optional<Collection> newest(List<Bean> beans, long untilMillis) {
        return beans.stream()
                .flatMap(bean -> bean.last().stream())
                .filter(collection -> collection.endMillis() <= untilMillis)
                .max(Comparator.comparingLong(Collection::endMillis));
    }

    private static long endNanos(Optional<Collection> collection, long startMillis) {
        return collection
                .map(it -> MILLISECONDS.toNanos(startMillis + it.endMillis()))
                .orElse(0L);
    }

    /** Go's PauseNs: all zero but for the newest. */
    long[] pauseNs() {
        return ring(newestPauseNs);
    }

    /** Go's PauseEnd, filled like PauseNs. */
    long[] pauseEnd() {
        return ring(newestPauseEnd);
    }

    private long[] ring(long newest) {
        long[] ring = new long[MemStats.PAUSES];
        ring[(int) Math.floorMod(numGC - 1, (long) MemStats.PAUSES)] = newest;
        return ring;
    }

    /**
     * One bean as read.
     *
     * @param count collections completed
     * @param totalMillis their total time
     * @param last the newest of them, if the bean keeps it
     */
    record Bean(String name, long count, long totalMillis, Optional<Collection> last) {

        static Bean read(GarbageCollectorMXBean bean) {
            long count = bean.getCollectionCount(); // -1 where the JVM does not count
            Optional<Collection> last = HotSpotBeans.lastCollection(bean);
            // A collection may end between the two: count the one that is shown as the last.
            long shown = last.map(Collection::id).orElse(0L);
            return new Bean(bean.getName(), Math.max(count, shown), Math.max(0, bean.getCollectionTime()), last);
        }
    }
}
