// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who has the memory of this process that is resident, that is, in RAM: what a container's limit counts. In bytes; the
 * parts sum up to {@code rss}. Linux only, since it alone tells which addresses are resident
 * ({@code /proc/self/smaps}); addresses of heap and code are those that the JVM tells ({@code GC.heap_info},
 * {@code Compiler.codecache}). Where it tells none, and always for class metadata, the collector and direct buffers, what is
 * committed is taken for resident.
 *
 * @param rss all of it
 * @param heap the Java heap. With JDK 17's ZGC, which maps it three times, Linux counts it up to three times
 * @param metaspace class metadata; committed, {@code MemoryPoolMXBean}
 * @param code compiled code
 * @param threads stacks of all threads, the JVM's own included
 * @param gc the collector's own memory, committed; 0 unless native memory is tracked, then it is in {@code other}
 * @param direct direct buffers; {@code BufferPoolMXBean}. A buffer is cleared when it is made, and so is resident
 * @param mapped files that are mapped: libraries, the JDK's classes, mapped buffers
 * @param other everything else: malloc, compiler, symbols, native libraries' data
 */
public record ResidentMemory(
        long rss, long heap, long metaspace, long code, long threads, long gc, long direct, long mapped, long other) {

    private static final Path MAPPINGS = Path.of("/proc/self/smaps");

    /**
     * Reads it now. Takes some ms, more with many threads and a large heap, since Linux counts pages; stops nothing.
     *
     * @throws IllegalStateException if this is not Linux
     */
    public static ResidentMemory read() {
        MemoryPools pools = MemoryPools.read();
        NativeParts parts = NativeParts.read();
        MemoryAreas areas = MemoryAreas.read();
        try {
            Mappings mappings = Mappings.parse(Files.readString(MAPPINGS, StandardCharsets.ISO_8859_1), areas);
            return assemble(mappings, pools.metaspaceCommitted(), parts.gc(), MemoryPools.directBufferBytes());
        } catch (IOException absent) {
            throw new IllegalStateException("resident memory is known on Linux only: cannot read " + MAPPINGS, absent);
        }
    }

    /** What is not resident after all must not make another part negative: it is taken off again, collector first. */
    static ResidentMemory assemble(Mappings mappings, long metaspace, long gc, long direct) {
        long left = mappings.anonymous();
        long residentMetaspace = Math.min(left, metaspace);
        left -= residentMetaspace;
        long residentDirect = Math.min(left, direct);
        left -= residentDirect;
        long residentGc = Math.min(left, gc);
        left -= residentGc;
        return new ResidentMemory(
                mappings.total(),
                mappings.heap(),
                residentMetaspace,
                mappings.code(),
                mappings.stacks(),
                residentGc,
                residentDirect,
                mappings.files(),
                left);
    }
}
