// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** Small objects that escape into a ring of a thousand, so that nearly all of them die young. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RingBenchmark {
    private static final int SLOTS = 1024;

    private final Entry[] ring = new Entry[SLOTS];
    private int next;

    private record Entry(int key, int value) {}

    @Benchmark
    public Object ring() {
        next++;
        Entry entry = new Entry(next, 3);
        ring[next & SLOTS - 1] = entry;
        return entry;
    }

    @Benchmark
    @Threads(2)
    public Object ringTwoThreads() {
        return ring();
    }
}
