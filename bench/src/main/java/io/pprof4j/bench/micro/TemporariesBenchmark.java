// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** Objects that die where they are made, which C2 keeps in registers: 0 bytes per operation, if nobody interferes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TemporariesBenchmark {
    private static final int ELEMENTS = 16;

    private final List<String> list = new ArrayList<>();
    private int x = 1000;

    private record Point(int x, int y) {
        int sum() {
            return x + y;
        }
    }

    public TemporariesBenchmark() {
        for (int i = 0; i < ELEMENTS; i++) {
            list.add("element".repeat(i));
        }
    }

    @Benchmark
    public int point() {
        x++;
        return new Point(x, 3).sum();
    }

    @Benchmark
    @Threads(2)
    public int pointTwoThreads() {
        return point();
    }

    /** The point is reachable through another temporary only: JDK 17 looks once, JDK 18 and later again. */
    @Benchmark
    public int nested() {
        x++;
        Optional<Point> point = Optional.of(new Point(x, 3));
        return point.get().sum();
    }

    @Benchmark
    public int iterator() {
        int characters = 0;
        for (String element : list) {
            characters += element.length();
        }
        return characters;
    }

    /** Beyond the cache of {@code Integer}. */
    @Benchmark
    public int boxed() {
        x++;
        Integer box = x | 1 << 20;
        return box + 1;
    }
}
