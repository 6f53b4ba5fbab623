// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import io.pprof4j.testing.Allocations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Measures known code again and again, on some threads at once, while others allocate; prints how often each count came
 * out, and the heap profile's estimate of what was measured. Arguments: measurements for each thread.
 */
final class MeasuringProgram {
    private static final int THREADS = 3;
    private static final int RUNS = 20;

    private static volatile Object kept;

    private record Probe(long a, int b) {}

    private static final class Refuses {
        Refuses() {
            throw new IllegalArgumentException();
        }
    }

    private MeasuringProgram() {}

    public static void main(String[] arguments) throws Exception {
        int measurements = Integer.parseInt(arguments[0]);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService pool = Executors.newCachedThreadPool();
        pool.execute(() -> {
            while (!over.get()) {
                kept = new ArrayList<>(List.of(new byte[100], new Object()));
            }
        });
        try {
            measureOn(pool, measurements);
        } finally {
            over.set(true);
            pool.shutdown();
        }
        System.out.println("made " + (2 + RUNS) * 2L * measurements * THREADS + " sampled " + sampled());
    }

    private static void measureOn(ExecutorService pool, int measurements) throws Exception {
        List<Future<String>> measuring = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            measuring.add(pool.submit(() -> measure(measurements)));
        }
        for (Future<String> one : measuring) {
            System.out.println(one.get());
        }
    }

    /** Two probes, an array, an object whose constructor throws, and what is thrown. */
    private static String measure(int measurements) {
        for (int i = 0; i < measurements; i++) {
            Allocations a = Allocations.perRun(RUNS, MeasuringProgram::run);
            long probes = a.of(Probe.class).count();
            long refused = a.of(Refuses.class).count();
            long array = a.of(double[].class).bytes();
            if (!a.isSteady() || probes != 2 || refused != 1 || array != 96 || a.uncounted() != 0) {
                return "measurement " + i + ": " + a;
            }
            Allocations none = Allocations.measure(() -> Math.max(measurements, THREADS));
            if (none.count() != 0) {
                return "measurement " + i + ": " + none;
            }
        }
        return "all equal";
    }

    private static void run() {
        Object[] locals = {new Probe(1, 2), new double[10], new Probe(3, 4)};
        try {
            kept = new Refuses();
        } catch (IllegalArgumentException expected) {
            kept = locals;
        }
    }

    private static long sampled() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Profiles.lookup("allocs").writeTo(bytes, 0);
        Profile profile = ProfileReader.read(new ByteArrayInputStream(bytes.toByteArray()));
        return profile.samples().stream()
                .filter(sample ->
                        sample.labels().stream().anyMatch(label -> label.str().endsWith("$Probe")))
                .mapToLong(sample -> sample.value(0))
                .sum();
    }
}
