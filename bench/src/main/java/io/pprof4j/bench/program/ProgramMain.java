// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.bench.Readings;
import java.util.concurrent.TimeUnit;

/** Runs one program for some seconds to warm up, then for some more that are measured, and prints {@link Readings}. */
public final class ProgramMain {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** So much of one processor the JIT may still use. */
    private static final double SETTLED = 0.05;

    private ProgramMain() {}

    /** Arguments: the program's name, seconds of warm-up, seconds of measurement. */
    public static void main(String[] arguments) throws Exception {
        Program program = Programs.open(arguments[0]);
        long warmUps = warmUp(program, nanos(arguments[1]));

        long allocatedBefore = JvmReadings.allocatedBytes();
        long cpuBefore = JvmReadings.cpuNanos();
        long wallBefore = System.nanoTime();
        long operations = operations(program, nanos(arguments[2]));
        long wall = System.nanoTime() - wallBefore;
        long cpu = JvmReadings.cpuNanos() - cpuBefore;
        long allocated = JvmReadings.allocatedBytes() - allocatedBefore;

        long resident = JvmReadings.residentBytes();
        System.out.println(new Readings()
                .with("warmups", warmUps)
                .with("operations", operations)
                .with("cpuNanos", cpu)
                .with("wallNanos", wall)
                .with("allocatedBytes", allocated)
                .with("residentBytes", resident)
                .with("reachableBytes", JvmReadings.reachableBytes())
                .line());
    }

    /**
     * At least so long, and then until the JIT has little left to do, at most four times as long. Code that an agent has
     * instrumented takes the JIT longer.
     */
    private static long warmUp(Program program, long nanos) throws Exception {
        long began = System.nanoTime();
        long count = operations(program, nanos);
        double busy;
        do {
            long before = JvmReadings.compilationNanos();
            count += operations(program, LOOK_NANOS);
            busy = (double) (JvmReadings.compilationNanos() - before) / LOOK_NANOS;
        } while (busy > SETTLED && System.nanoTime() - began < 4 * nanos);
        return count;
    }

    static long nanos(String seconds) {
        return (long) (Double.parseDouble(seconds) * 1e9);
    }

    /** At least one, for as long as the time is not over; returns how many. */
    static long operations(Program program, long nanos) throws Exception {
        long began = System.nanoTime();
        long count = 0;
        do {
            checked(program);
            count++;
        } while (System.nanoTime() - began < nanos);
        return count;
    }

    private static void checked(Program program) throws Exception {
        long result = program.operation();
        if (result != program.expected()) {
            throw new IllegalStateException("wrong result " + result + ", expected " + program.expected());
        }
    }
}
