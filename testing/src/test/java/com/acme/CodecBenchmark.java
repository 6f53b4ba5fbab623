// SPDX-License-Identifier: Apache-2.0
package com.acme;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Three objects of 72 bytes in each operation. */
@State(Scope.Benchmark)
public class CodecBenchmark {
    private final Codec codec = new Codec();

    @Benchmark
    public Object parse() {
        return codec.parse("a:b");
    }
}
