// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One reading of the memory pools, in bytes.
 *
 * @param otherCommitted direct buffers, and non-heap pools that are neither class metadata nor compiled code
 * @param nextGC heap size when eden is full; 0 if there is no eden
 */
record MemoryPools(
        long metaspaceUsed,
        long metaspaceCommitted,
        long codeUsed,
        long codeCommitted,
        long otherCommitted,
        long nextGC) {

    private static final List<Pool> POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .map(bean -> new Pool(bean, Kind.of(bean.getType(), bean.getName())))
            .toList();

    private static final List<BufferPoolMXBean> BUFFERS = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);

    /** What a pool counts as. */
    enum Kind {
        EDEN,
        HEAP,
        METASPACE,
        /** The compressed class space: "Metaspace" has it already, adding it would count it twice. */
        PART_OF_METASPACE,
        CODE,
        OTHER;

        static Kind of(MemoryType type, String pool) {
            if (type == MemoryType.HEAP) {
                return pool.endsWith("Eden Space") ? EDEN : HEAP;
            }
            if (pool.startsWith("CodeHeap") || pool.equals("CodeCache")) {
                return CODE;
            }
            return switch (pool) {
                case "Metaspace" -> METASPACE;
                case "Compressed Class Space" -> PART_OF_METASPACE;
                default -> OTHER;
            };
        }
    }

    /** Reads every pool once. */
    static MemoryPools read() {
        Map<Kind, Long> used = new EnumMap<>(Kind.class);
        Map<Kind, Long> committed = new EnumMap<>(Kind.class);
        for (Pool pool : POOLS) {
            MemoryUsage usage = pool.bean().getUsage();
            if (usage != null) { // null: the pool has become invalid
                used.merge(pool.kind(), usage.getUsed(), Long::sum);
                committed.merge(pool.kind(), usage.getCommitted(), Long::sum);
            }
        }
        return new MemoryPools(
                used.getOrDefault(Kind.METASPACE, 0L),
                committed.getOrDefault(Kind.METASPACE, 0L),
                used.getOrDefault(Kind.CODE, 0L),
                committed.getOrDefault(Kind.CODE, 0L),
                committed.getOrDefault(Kind.OTHER, 0L) + directBufferBytes(),
                committed.containsKey(Kind.EDEN) ? committed.get(Kind.EDEN) + used.getOrDefault(Kind.HEAP, 0L) : 0);
    }

    /** Names of the pools that make up the heap. */
    static Set<String> heapNames() {
        return POOLS.stream()
                .filter(pool -> pool.bean().getType() == MemoryType.HEAP)
                .map(pool -> pool.bean().getName())
                .collect(Collectors.toSet());
    }

    /** Mapped buffers are pages of files, not memory obtained for the program: only direct ones count. */
    static long directBufferBytes() {
        return BUFFERS.stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(pool -> Math.max(0, pool.getMemoryUsed())) // -1: not known
                .sum();
    }

    /** A pool, and what it counts as: pools stay the same as long as the JVM runs. */
    private record Pool(MemoryPoolMXBean bean, Kind kind) {}
}
