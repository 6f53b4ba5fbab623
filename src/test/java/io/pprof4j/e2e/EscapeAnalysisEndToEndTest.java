// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that C2 removes stay removed while they are sampled, and live ones are found alive all the same. */
class EscapeAnalysisEndToEndTest {
    /** A sampled temporary is made for real, and its sample makes about 2 kB of garbage. */
    private static final double SAMPLES_ONLY = 1;

    @TempDir
    private Path directory;

    @Test
    void temporariesTakeNoMemoryAtAnyRateOfSampling() throws Exception {
        Path file = directory.resolve("heap.pb.gz");
        ForkedJvm.Result result = ForkedJvm.withAgent("memprofilerate=131072,memprofile=" + file)
                .jvm("-XX:+UseSerialGC")
                .run(Temporaries.class);

        assertThat(result.err()).isEmpty();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(Runtime.version().feature() >= 18 ? 5 : 3);
        for (String line : lines) {
            assertThat(Double.parseDouble(line.substring(line.indexOf(' '))))
                    .as("bytes per operation of " + line)
                    .isLessThan(SAMPLES_ONLY);
        }
        RecordedHeap heap = RecordedHeap.read(file);
        assertThat(heap.at("alloc_space", Temporaries.class, "point")).isPositive();
        assertThat(heap.at("inuse_space", Temporaries.class, "point")).isZero();
    }

    /** Prints for each kind of temporary the bytes that an operation takes once C2 has compiled it, in however many rounds. */
    static final class Temporaries {
        private static final int OPERATIONS = 5_000_000;
        private static final int ROUNDS = 40;
        private static final List<Integer> NUMBERS = List.of(1, 2, 3, 4, 5, 6, 7, 8);

        private Temporaries() {}

        /** Nothing keeps it. */
        private record Point(int x, int y) {
            int sum() {
                return x * 31 + y;
            }
        }

        public static void main(String[] arguments) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            kinds().forEach((name, operation) -> {
                long bytes = Long.MAX_VALUE;
                for (int round = 0; round < ROUNDS && bytes > OPERATIONS * SAMPLES_ONLY; round++) {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    run(operation);
                    bytes = threads.getCurrentThreadAllocatedBytes() - before;
                }
                System.out.println(name + " " + (double) bytes / OPERATIONS);
            });
        }

        /** JDK 17 runs escape analysis once: there what only another temporary refers to does not count. */
        private static Map<String, IntUnaryOperator> kinds() {
            Map<String, IntUnaryOperator> kinds = new LinkedHashMap<>();
            kinds.put("point", Temporaries::point);
            kinds.put("boxed", Temporaries::boxed);
            kinds.put("lambda", Temporaries::lambda);
            if (Runtime.version().feature() >= 18) {
                kinds.put("nested", Temporaries::nested);
                kinds.put("iterator", Temporaries::iterator);
            }
            return kinds;
        }

        private static int run(IntUnaryOperator operation) {
            int sum = 0;
            for (int i = 0; i < OPERATIONS; i++) {
                sum += operation.applyAsInt(i);
            }
            return sum;
        }

        static int point(int i) {
            return new Point(i, i + 1).sum();
        }

        static int boxed(int i) {
            Integer box = i + 1000;
            return box.hashCode();
        }

        static int lambda(int i) {
            IntSupplier next = () -> i + 1;
            return next.getAsInt();
        }

        static int nested(int i) {
            return Optional.of(new Point(i, i + 1)).get().sum();
        }

        static int iterator(int i) {
            int sum = i;
            for (int number : NUMBERS) {
                sum += number;
            }
            return sum;
        }
    }
}
