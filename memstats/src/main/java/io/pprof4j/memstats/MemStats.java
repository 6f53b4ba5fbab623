// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.Arrays;
import java.util.List;

/**
 * One reading of the memory and collector statistics of this JVM: Go's {@code runtime.MemStats}, field for field and
 * under Go's names.
 *
 * <p>Sizes are bytes, times are nanoseconds, the rest are counts. Values are those of the moment of {@link #read()}
 * unless a field says otherwise, exact unless it says "estimate". <b>0 is the only sentinel</b>: it keeps the sums
 * below true, and each field says whether 0 can mean "this JVM does not tell". These hold for every instance, the constructor
 * refuses others:
 *
 * <pre>
 * sys         == heapSys + stackSys + mSpanSys + mCacheSys + buckHashSys + gcSys + otherSys
 * heapSys     == heapIdle + heapInuse
 * heapAlloc   == alloc
 * heapObjects == mallocs - frees
 * </pre>
 *
 * <p>Immutable: the arrays are copied on the way in and on the way out. Compared by content. {@link ResidentMemory} tells which part
 * of the resident memory belongs to whom.
 *
 * @param alloc bytes of heap objects, live or not yet collected; {@code MemoryMXBean} heap used. G1 and ZGC count whole
 *     regions, and G1 not the one that it is filling: it can say 0 before the first collection
 * @param totalAlloc bytes allocated since the JVM started, by running and ended threads; {@code com.sun.management}
 *     {@code ThreadMXBean.getTotalThreadAllocatedBytes} (JDK 21, 17.0.11). An older JDK 17 gives the sum over
 *     <em>running</em> threads, which falls when a thread ends. 0 if the JVM does not measure it
 * @param sys bytes obtained from the operating system, as far as known: the sum above. Address space, not resident
 *     memory
 * @param lookups 0, as in Go today: pointer lookups are not counted
 * @param mallocs objects allocated since recording began, as the allocation recorder counts them: exact if it records or
 *     counts every object ({@code memprofilerate=1}, {@code alloccount=1}), else an estimate, as {@code objectsEstimated}
 *     says. 0 if nothing is recorded: no MXBean counts objects
 * @param frees of these, the ones that have been found dead by the last collection, an estimate likewise; 0 if nothing is
 *     recorded, and with {@code alloccount=1}, which follows no object
 * @param heapAlloc bytes, the same as {@code alloc}
 * @param heapSys bytes of heap that are committed; {@code MemoryMXBean} heap committed, which with Serial and Parallel
 *     leaves out the survivor space that is empty
 * @param heapIdle bytes committed and not used: {@code heapSys - heapInuse}
 * @param heapInuse bytes used; the same as {@code heapAlloc}, because no MXBean tells partly filled regions from full
 * @param heapReleased 0: heap that a JVM gives back stops being committed, so it leaves {@code heapSys} at once
 * @param heapObjects recorded objects that have not been found dead: {@code mallocs - frees}. What was allocated before
 *     recording began is not in it
 * @param stackInuse bytes committed for threads, if native memory is tracked ("Thread"); else the same as {@code
 *     stackSys}: no MXBean knows how deep the stacks are
 * @param stackSys bytes reserved for thread stacks, if native memory is tracked; else an estimate: live platform threads
 *     ({@code ThreadMXBean}) times {@code ThreadStackSize} ({@code HotSpotDiagnosticMXBean}), which leaves out threads
 *     that the JVM hides (collector, compiler) and stack sizes given to a {@code Thread} constructor. 0 if the JVM does
 *     not tell that flag
 * @param mSpanInuse bytes of class metadata in use; {@code MemoryPoolMXBean} "Metaspace", which includes the compressed
 *     class space. 0 if there is no such pool
 * @param mSpanSys bytes committed for the same pool
 * @param mCacheInuse bytes of compiled code in use; the {@code MemoryPoolMXBean}s "CodeHeap ..." or "CodeCache". 0 if
 *     there is no such pool
 * @param mCacheSys bytes committed for the same pools
 * @param buckHashSys bytes of the allocation profiler's tables, an estimate; 0 if nothing is recorded. They are objects
 *     of the heap, and so are in {@code heapSys}, too: {@code sys} has them twice
 * @param gcSys bytes of the collector's own memory, if native memory is tracked ({@code
 *     -XX:NativeMemoryTracking=summary}: "GC"); else 0, since no MXBean tells
 * @param otherSys if native memory is tracked, all that is committed in categories not named above; else the bytes of
 *     direct buffers ({@code BufferPoolMXBean} "direct") and of non-heap pools not named above
 * @param nextGC heap size in bytes at which the next collection starts, an estimate: what the other heap pools use plus
 *     the committed size of eden, from one {@code MemoryPoolMXBean} reading. 0 if the collector has no eden (ZGC,
 *     Shenandoah, Epsilon)
 * @param lastGC end of the last completed collection in ns since 1970, to the millisecond; {@code RuntimeMXBean} start
 *     time plus {@code GarbageCollectorMXBean.getLastGcInfo}. 0 = none yet, or no such bean
 * @param pauseTotalNs ns that collections stopped the program since the JVM started, to the nanosecond: the sums that
 *     the JVM keeps for jstat, G1's Remark and Cleanup included. Without these (Shenandoah, {@code -XX:-UsePerfData},
 *     {@code -XX:+PerfDisableSharedMem}) the sum of the {@code GarbageCollectorMXBean}s that measure pauses, which is
 *     exact to a ms for each bean and leaves out Remark and Cleanup. The time that threads need to come to a stop is not
 *     in it
 * @param pauseNs the newest 256 collections' pauses in ns, each the sum of one collection's; the newest at {@code (numGC +
 *     255) % 256}. Known from when {@link PauseTracking} began, 0 before; without it only the newest, in whole ms. What
 *     stopped the program between two collections (Remark, Cleanup) is the later one's. A collection that the JVM has
 *     not yet told about is there all the same; several of these, as one
 * @param pauseEnd 256 ends of the last pause of each collection in ns since 1970, to the millisecond; filled like
 *     {@code pauseNs}
 * @param numGC completed collections since start, young ones included; collection counts of the
 *     {@code GarbageCollectorMXBean}s, concurrent cycles for ZGC and Shenandoah. G1's concurrent marking is not a
 *     collection here: it frees next to nothing by itself. 0 also for a collector not known here
 * @param numForcedGC of these, the ones that somebody asked for ({@code System.gc()}, jcmd, jmap, a tool) since {@link
 *     PauseTracking} began; a collection counts once the JVM has told about it, some ms after its end. 0 without it
 * @param gcCPUFraction share of the CPU time since start that collections took, 0 to 1. From JDK 22 on, with G1 and
 *     Parallel, the CPU time of the collector's threads by uptime and processors; else an estimate, {@code pauseTotalNs}
 *     by uptime, which leaves out what concurrent collector threads do
 * @param enableGC true, as in Go
 * @param debugGC false, as in Go
 * @param maxRSS largest resident size in bytes since start; VmHWM of /proc/self/status. 0 where that does not exist
 *     (any system but Linux)
 * @param bySize the objects of {@code mallocs} and {@code frees} by their size, ascending, one element for each size that
 *     was recorded: a JVM has no size classes. Empty if nothing is recorded
 * @param objectsEstimated whether {@code mallocs}, {@code frees}, {@code heapObjects} and {@code bySize} are estimated from
 *     samples
 */
@SuppressWarnings("ArrayRecordComponent") // Go's shape; every way in, out and of comparing is overridden below
public record MemStats(
        long alloc,
        long totalAlloc,
        long sys,
        long lookups,
        long mallocs,
        long frees,
        long heapAlloc,
        long heapSys,
        long heapIdle,
        long heapInuse,
        long heapReleased,
        long heapObjects,
        long stackInuse,
        long stackSys,
        long mSpanInuse,
        long mSpanSys,
        long mCacheInuse,
        long mCacheSys,
        long buckHashSys,
        long gcSys,
        long otherSys,
        long nextGC,
        long lastGC,
        long pauseTotalNs,
        long[] pauseNs,
        long[] pauseEnd,
        long numGC,
        long numForcedGC,
        double gcCPUFraction,
        boolean enableGC,
        boolean debugGC,
        long maxRSS,
        List<BySize> bySize,
        boolean objectsEstimated) {

    /** Entries of {@link #pauseNs} and {@link #pauseEnd}. */
    static final int PAUSES = 256;

    /**
     * Takes every value as given.
     *
     * @throws IllegalArgumentException if an array has not 256 entries, {@code gcCPUFraction} is not in 0 to 1, or one
     *     of the sums in the class description does not hold
     */
    public MemStats {
        bySize = List.copyOf(bySize);
        pauseNs = pauseNs.clone();
        pauseEnd = pauseEnd.clone();
        requireSame("length of pauseNs", pauseNs.length, PAUSES);
        requireSame("length of pauseEnd", pauseEnd.length, PAUSES);
        requireSame("sys", sys, heapSys + stackSys + mSpanSys + mCacheSys + buckHashSys + gcSys + otherSys);
        requireSame("heapSys", heapSys, heapIdle + heapInuse);
        requireSame("heapAlloc", heapAlloc, alloc);
        requireSame("heapObjects", heapObjects, mallocs - frees);
        if (!(gcCPUFraction >= 0 && gcCPUFraction <= 1)) {
            throw new IllegalArgumentException("gcCPUFraction is " + gcCPUFraction + ", not in 0 to 1");
        }
    }

    /**
     * Reads the statistics now. Does not stop the application; every source is asked once, one after the other, so an
     * allocation or collection in between may show in one field and not yet in another. Begins {@link PauseTracking},
     * where that keeps no class loader. Cost: some 50 microseconds; 0.2 ms more if native memory is tracked; if
     * allocations are recorded, about 1 ms for each 256 k live samples; the first call also loads the JMX classes (100
     * ms). Never fails: what this JVM lacks has its sentinel. Thread-safe.
     *
     * @return a new reading
     */
    public static MemStats read() {
        return MemStatsReader.read();
    }

    /** Who has the resident memory of this process: see {@link ResidentMemory#read()}. */
    public static ResidentMemory rss() {
        return ResidentMemory.read();
    }

    /**
     * One element of {@link MemStats#bySize()}.
     *
     * @param size of one object in bytes, header and padding included
     * @param mallocs objects of that size allocated
     * @param frees of these, the ones that have been found dead
     */
    public record BySize(long size, long mallocs, long frees) {}

    /** A copy of the 256 pause lengths: see the class description. */
    @Override
    public long[] pauseNs() {
        return pauseNs.clone();
    }

    /** A copy of the 256 ends of pauses: see the class description. */
    @Override
    public long[] pauseEnd() {
        return pauseEnd.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemStats that && Arrays.deepEquals(values(), that.values());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values());
    }

    /** The text of {@link MemStatsText}: one {@code # Name = value} line for each field. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        MemStatsText.append(text, this);
        return text.toString();
    }

    /** Every component that the rest are not a sum of. */
    private Object[] values() {
        return new Object[] {
            totalAlloc, lookups, mallocs, frees, heapAlloc, heapIdle, heapInuse, heapReleased,
            stackInuse, stackSys, mSpanInuse, mSpanSys, mCacheInuse, mCacheSys, buckHashSys, gcSys,
            otherSys, nextGC, lastGC, pauseTotalNs, pauseNs, pauseEnd, numGC, numForcedGC,
            gcCPUFraction, enableGC, debugGC, maxRSS, bySize, objectsEstimated
        };
    }

    private static void requireSame(String name, long actual, long expected) {
        if (actual != expected) {
            throw new IllegalArgumentException(name + " is " + actual + ", must be " + expected);
        }
    }
}
