// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred clients at once, for a minute, of a program that allocates. */
@Tag("full")
class ScrapeStormTest {
    private static final int CLIENTS = 200;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long QUIET_MILLIS = 5_000;
    /** Reading every profile would take the program's processors, on which the clients run, too. */
    private static final int UNREAD = 200;

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final String COUNT = "arrays ";
    private static final List<String> PROFILES = List.of("heap", "allocs", "goroutine", "mutex", "heap?gc=1");

    @TempDir
    Path folder;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong slowestNanos = new AtomicLong();

    @Test
    void everyScrapeIsAnsweredNothingIsLeftOpenAndTheProgramGoesOn() throws Exception {
        try (ServedProgram program = new ServedProgram(folder, "mutexprofilefraction=1", ChurningProgram.class)) {
            scrape(program, System.nanoTime());
            double alone = arraysPerSecond(program, () -> Thread.sleep(QUIET_MILLIS));
            int threads = count(program, "task");
            int files = count(program, "fd");
            long end = System.nanoTime() + NANOS;
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<Void>> scrapes = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                scrapes.add(clients.submit(() -> scrape(program, end)));
            }
            double beside = arraysPerSecond(program, () -> {
                for (Future<Void> scrape : scrapes) {
                    scrape.get();
                }
            });
            clients.shutdown();
            System.err.printf(
                    "%d clients: %d profiles in a minute, the slowest in %d ms; the program went on at %.0f %% of its"
                            + " speed%n",
                    CLIENTS, answered.get(), slowestNanos.get() / 1_000_000, 100 * beside / alone);
            assertThat(answered.get()).isGreaterThanOrEqualTo(CLIENTS);
            // Clients that give up do so after 30 seconds. Ten are what one waits at most for what others have used up.
            assertThat(slowestNanos.get()).isLessThan(TimeUnit.SECONDS.toNanos(25));
            // The clients take their share of the same processors.
            assertThat(beside / alone).isGreaterThan(0.6);
            awaitAtMost(program, "task", threads + 8);
            awaitAtMost(program, "fd", files + 8);
            assertThat(program.end()).isZero();
        }
    }

    private interface Meanwhile {
        void run() throws Exception;
    }

    private static double arraysPerSecond(ServedProgram program, Meanwhile meanwhile) throws Exception {
        long arrays = arrays(program);
        long began = System.nanoTime();
        meanwhile.run();
        return (double) (arrays(program) - arrays) / (System.nanoTime() - began) * 1e9;
    }

    private static long arrays(ServedProgram program) throws Exception {
        List<String> before = arrayLines(program);
        program.act("counted", before.size() + 1);
        List<String> lines = arrayLines(program);
        return Long.parseLong(lines.get(lines.size() - 1).substring(COUNT.length()));
    }

    private static List<String> arrayLines(ServedProgram program) throws Exception {
        return program.out().lines().filter(line -> line.startsWith(COUNT)).toList();
    }

    /** Asks for all profiles, at least once. */
    private Void scrape(ServedProgram program, long end) throws Exception {
        do {
            for (String profile : PROFILES) {
                long began = System.nanoTime();
                var response = program.get(profile);
                slowestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
                assertThat(response.statusCode()).as(profile).isEqualTo(200);
                check(response.body());
            }
        } while (System.nanoTime() < end);
        return null;
    }

    private void check(byte[] profile) throws Exception {
        assertThat(((profile[0] & 0xff) << 8) | (profile[1] & 0xff)).isEqualTo(GZIP_MAGIC);
        if (answered.getAndIncrement() % UNREAD == 0) {
            ProfileReader.read(new ByteArrayInputStream(profile));
        }
    }

    /** Threads or files that Linux says the program has; 0 elsewhere. */
    private static int count(ServedProgram program, String what) {
        String[] all = new File("/proc/" + program.pid() + "/" + what).list();
        return all == null ? 0 : all.length;
    }

    private static void awaitAtMost(ServedProgram program, String what, int limit) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (count(program, what) > limit) {
            assertThat(System.nanoTime())
                    .as("%s: %d", what, count(program, what))
                    .isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}
