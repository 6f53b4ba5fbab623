// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jol.info.ClassLayout;

/**
 * Prints how large objects are in this JVM: a line {@code key size measured} for each, in bytes, where size is JOL's
 * answer and measured is what the thread's counter of allocated bytes rises by. The key of an array is its type, a
 * {@code #} and its length.
 */
@SuppressWarnings("UnnecessaryStringBuilder") // its allocations are what is measured
final class SizesProgram {
    private static final int REPETITIONS = 1000;
    static Object sink;

    private SizesProgram() {}

    public static void main(String[] args) {
        for (Object sample : samples()) {
            System.out.println(
                    key(sample) + " " + ClassLayout.parseInstance(sample).instanceSize() + " " + measured(sample));
        }
    }

    private static String key(Object sample) {
        String name = sample.getClass().getTypeName();
        int lambda = name.indexOf("$$Lambda");
        if (lambda >= 0) {
            return name.substring(0, lambda) + "$$Lambda";
        }
        return sample.getClass().isArray() ? name + "#" + Array.getLength(sample) : name;
    }

    private static List<Object> samples() {
        List<Object> samples = new ArrayList<>(List.of(
                new ObjectConstructs.Plain(),
                new ObjectConstructs.Left(),
                new ObjectConstructs.Right(null),
                new ObjectConstructs.Leaf(),
                new ObjectConstructs.Pair(null, null),
                new ObjectConstructs.Chain(0),
                new ObjectConstructs.Derived(),
                new ObjectConstructs.Holder(),
                new ObjectConstructs.Copyable(),
                new ObjectConstructs.InheritingCopyable(),
                new ObjectConstructs.OverridingCopyable(),
                new ObjectConstructs.CopyingCopyable()));
        samples.add(ObjectConstructs.allocate(ObjectConstructs.Thrower.class));
        samples.add(ObjectConstructs.supplierOf(samples));
        samples.addAll(List.of("", 1, 1L, 1.0, new StringBuilder(), new IllegalStateException(), BigInteger.ONE));
        samples.addAll(List.of(new ArrayList<>(), List.of("a", "b", "c").iterator(), ByteBuffer.allocate(1)));
        samples.add(new ArrayList<>(List.of("a")).iterator());
        for (int length : new int[] {0, 2, 3, 4, 6, 7, 8, 9, 10, 13, 14, 15, 16, 26, 32, 40, 50, 100}) {
            addArrays(samples, length);
        }
        return samples;
    }

    private static void addArrays(List<Object> samples, int length) {
        samples.addAll(List.of(new boolean[length], new byte[length], new char[length], new short[length]));
        samples.addAll(List.of(new int[length], new float[length], new long[length], new double[length]));
        samples.addAll(List.of(new Object[length], new String[length], new int[length][], new long[length][]));
        samples.addAll(List.of(new long[length][][], new String[length][], new String[length][][]));
    }

    /** The least of some rounds: the JVM itself may allocate on this thread now and then. */
    private static long measured(Object sample) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            allocateLike(sample);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / REPETITIONS;
    }

    private static void allocateLike(Object sample) {
        Class<?> type = sample.getClass();
        int length = type.isArray() ? Array.getLength(sample) : 0;
        for (int i = 0; i < REPETITIONS; i++) {
            sink = type.isArray()
                    ? Array.newInstance(type.getComponentType(), length)
                    : ObjectConstructs.allocate(type);
        }
    }
}
