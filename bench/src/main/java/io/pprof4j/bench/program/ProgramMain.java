// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.bench.Readings;

/** Runs one program for some seconds to warm up, then for some more that are measured, and prints {@link Readings}. */
public final class ProgramMain {
    private ProgramMain() {}

    /** Arguments: the program's name, seconds of warm-up, seconds of measurement. */
    public static void main(String[] arguments) throws Exception {
        Program program = Programs.open(arguments[0]);
        long warmUps = operations(program, nanos(arguments[1]));

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
