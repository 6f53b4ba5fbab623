// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import com.sun.management.ThreadMXBean;
import io.pprof4j.bench.Readings;
import java.lang.management.ManagementFactory;

/**
 * Makes temporaries that C2 can do without, and prints how long after the JVM's start it was that they last took memory:
 * until then the JIT, or an agent, was not done.
 */
public final class SettleMain {
    private static final int POINTS = 100_000;
    private static final int POINT_BYTES = 24;

    /** Of what the points take if all are made. What an agent takes for its samples of them is less, and stays. */
    private static final double NEXT_TO_NOTHING = 0.1;

    private SettleMain() {}

    private record Point(int x, int y) {}

    /** Argument: for how many seconds. */
    public static void main(String[] arguments) {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long end = start + 1000 * Long.parseLong(arguments[0]);
        long settledMillis = 0;
        long bytes = 0;
        long sum = 0;
        long now;
        do {
            long before = threads.getCurrentThreadAllocatedBytes();
            sum += points((int) sum);
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
            now = System.currentTimeMillis();
            if (bytes > NEXT_TO_NOTHING * POINTS * POINT_BYTES) {
                settledMillis = now - start;
            }
        } while (now < end);
        System.out.println(new Readings()
                .with("settledMillis", settledMillis)
                .with("lastBytes", bytes)
                .with("sum", sum)
                .line());
    }

    private static long points(int seed) {
        long sum = 0;
        for (int i = 0; i < POINTS; i++) {
            Point point = new Point(i, seed);
            sum += point.x() ^ point.y();
        }
        return sum;
    }
}
