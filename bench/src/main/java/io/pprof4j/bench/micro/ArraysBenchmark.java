// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Arrays that escape, from the smallest to some that need a region of their own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ArraysBenchmark {
    private static final int HEADER_BYTES = 16;
    private static final int SLOTS = 16;

    /** Header included. */
    @Param({"32", "1024", "65536", "1048576"})
    public int bytes;

    private final byte[][] ring = new byte[SLOTS][];
    private int next;

    @Benchmark
    public Object array() {
        next++;
        byte[] array = new byte[bytes - HEADER_BYTES];
        ring[next & SLOTS - 1] = array;
        return array;
    }
}
