// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.bench.Readings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Runs one program for some seconds to warm up, then whenever it is told to, and prints {@link Readings}: one after the
 * warm-up, one after each turn, and in the end what all turns have used.
 */
public final class ProgramMain {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** So much of one processor the JIT may still use. */
    private static final double SETTLED = 0.05;

    /** So often in a row: between two busy times C2 may rest for some seconds. */
    private static final int LOOKS = 4;

    private final Program program;
    private long operations;
    private long cpuNanos;
    private long wallNanos;
    private long allocatedBytes;

    private ProgramMain(Program program) {
        this.program = program;
    }

    /** Arguments: the program's name, seconds of warm-up. Standard input: the seconds of each turn, a line each. */
    public static void main(String[] arguments) throws Exception {
        ProgramMain main = new ProgramMain(Programs.open(arguments[0]));
        long warmUps = warmUp(main.program, nanos(arguments[1]));
        System.out.println(new Readings().with("warmups", warmUps).line());

        BufferedReader turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String seconds = turns.readLine(); seconds != null; seconds = turns.readLine()) {
            main.turn(nanos(seconds));
            System.out.println(
                    new Readings().with("operations", main.operations).line());
        }

        long resident = JvmReadings.residentBytes();
        System.out.println(new Readings()
                .with("warmups", warmUps)
                .with("operations", main.operations)
                .with("cpuNanos", main.cpuNanos)
                .with("wallNanos", main.wallNanos)
                .with("allocatedBytes", main.allocatedBytes)
                .with("residentBytes", resident)
                .with("reachableBytes", JvmReadings.reachableBytes())
                .line());
    }

    private void turn(long nanos) throws Exception {
        long allocatedBefore = JvmReadings.allocatedBytes();
        long cpuBefore = JvmReadings.cpuNanos();
        long wallBefore = System.nanoTime();
        operations += operations(program, nanos);
        wallNanos += System.nanoTime() - wallBefore;
        cpuNanos += JvmReadings.cpuNanos() - cpuBefore;
        allocatedBytes += JvmReadings.allocatedBytes() - allocatedBefore;
    }

    /**
     * At least so long, and then until the JIT has little left to do, at most four times as long. Code that an agent has
     * instrumented takes the JIT longer.
     */
    private static long warmUp(Program program, long nanos) throws Exception {
        long look = Math.min(LOOK_NANOS, nanos);
        long began = System.nanoTime();
        long count = 0;
        int settled = 0;
        long elapsed;
        do {
            long before = JvmReadings.compilationNanos();
            count += operations(program, look);
            boolean busy = JvmReadings.compilationNanos() - before > SETTLED * look;
            settled = busy ? 0 : settled + 1;
            elapsed = System.nanoTime() - began;
        } while (elapsed < nanos || (settled < LOOKS && elapsed < 4 * nanos));
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
