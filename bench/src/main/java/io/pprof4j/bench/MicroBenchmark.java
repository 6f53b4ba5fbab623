// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.micro.ArraysBenchmark;
import io.pprof4j.bench.micro.FilledBenchmark;
import io.pprof4j.bench.micro.RingBenchmark;
import io.pprof4j.bench.micro.TemporariesBenchmark;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One benchmark for JMH.
 *
 * @param name for tables
 * @param method of the class
 * @param bytes the parameter; empty if the class has none
 */
record MicroBenchmark(String name, Class<?> type, String method, String bytes) {
    static final List<MicroBenchmark> ALL = List.of(
            temporary("point"),
            temporary("nested"),
            temporary("iterator"),
            temporary("boxed"),
            temporary("pointTwoThreads"),
            new MicroBenchmark("ring", RingBenchmark.class, "ring", ""),
            new MicroBenchmark("ringTwoThreads", RingBenchmark.class, "ringTwoThreads", ""),
            filled("filled"),
            filled("copy"),
            filled("chain"),
            array("32 B", "32"),
            array("1 KiB", "1024"),
            array("64 KiB", "65536"),
            array("1 MiB", "1048576"));

    private static MicroBenchmark temporary(String method) {
        return new MicroBenchmark(method, TemporariesBenchmark.class, method, "");
    }

    private static MicroBenchmark filled(String method) {
        return new MicroBenchmark(method, FilledBenchmark.class, method, "");
    }

    private static MicroBenchmark array(String size, String bytes) {
        return new MicroBenchmark("array " + size, ArraysBenchmark.class, "array", bytes);
    }

    /** What JMH selects it by. */
    String pattern() {
        return "^" + Pattern.quote(type.getName() + "." + method) + "$";
    }
}
