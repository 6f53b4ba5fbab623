// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.micro;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What C2 allocates without zeroing it, as it is filled at once: if nothing comes between. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FilledBenchmark {
    private final byte[] source = new byte[48];
    private String word = "word";
    private int number = 1_000_000;

    @Benchmark
    public Object filled() {
        return new Object[] {word, source, this};
    }

    @Benchmark
    public Object copy() {
        return Arrays.copyOf(source, source.length);
    }

    /** What {@code word + ':' + number} is compiled to for Java 8, and within the JDK. */
    @Benchmark
    @SuppressWarnings("UnnecessaryStringBuilder")
    public String chain() {
        number++;
        return new StringBuilder().append(word).append(':').append(number).toString();
    }
}
