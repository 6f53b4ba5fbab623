// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.bench.Readings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has ten thousand threads that wait, each at a stack of its own, and as many objects that were allocated at such stacks.
 * Then it asks the agent for profiles, over HTTP, and prints how long that takes. Threads are virtual where there are any.
 */
public final class StacksMain {
    /** How many threads and objects. */
    public static final int STACKS = 10_000;

    /** What is asked for. */
    public static final List<String> PATHS = List.of("heap", "heap?debug", "goroutine", "goroutine?debug");

    /** Ten thousand threads of the system's need little stack each. */
    public static final List<String> JVM_ARGUMENTS = List.of("-Xss256k", "-Xmx1g");

    private static final int WARM_UPS = 3;
    private static final int SCRAPES = 7;
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Enough bits for as many stacks as there are to be. */
    private static final int FORKS = 14;

    private static final List<Object> HELD = new ArrayList<>(STACKS);
    private static final CountDownLatch WAITING = new CountDownLatch(STACKS);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private StacksMain() {}

    /** Argument: the port of the agent's server. */
    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < STACKS; i++) {
            HELD.add(allocated(i, FORKS));
            start(i);
        }
        WAITING.await();
        System.gc();
        Readings readings = new Readings();
        for (String path : PATHS) {
            String query = path.endsWith("debug") ? "=1" : "";
            measure(readings, path, URI.create("http://localhost:" + arguments[0] + "/debug/pprof/" + path + query));
        }
        System.out.println(readings.line());
        System.exit(0);
    }

    private static void start(int number) throws ReflectiveOperationException {
        Runnable stay = () -> stay(number, FORKS);
        if (Runtime.version().feature() < 21) {
            Thread thread = new Thread(stay);
            thread.setDaemon(true);
            thread.start();
        } else {
            // By name: this is compiled for JDK 17.
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, stay);
        }
    }

    private static Object allocated(int number, int forks) {
        if (forks == 0) {
            return new byte[16];
        }
        return number % 2 == 0 ? allocated(number / 2, forks - 1) : allocatedOdd(number / 2, forks - 1);
    }

    private static Object allocatedOdd(int number, int forks) {
        return allocated(number, forks);
    }

    private static void stay(int number, int forks) {
        if (forks == 0) {
            WAITING.countDown();
            try {
                NEVER.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        } else if (number % 2 == 0) {
            stay(number / 2, forks - 1);
        } else {
            stayOdd(number / 2, forks - 1);
        }
    }

    private static void stayOdd(int number, int forks) {
        stay(number, forks);
    }

    private static void measure(Readings readings, String path, URI profile) throws IOException, InterruptedException {
        long[] nanos = new long[SCRAPES];
        long first = scrape(profile)[0];
        for (int i = 0; i < WARM_UPS; i++) {
            scrape(profile);
        }
        long bytes = 0;
        for (int i = 0; i < SCRAPES; i++) {
            long[] scrape = scrape(profile);
            nanos[i] = scrape[0];
            bytes = scrape[1];
        }
        Arrays.sort(nanos);
        readings.with(path + "_first", first)
                .with(path + "_median", nanos[SCRAPES / 2])
                .with(path + "_fastest", nanos[0])
                .with(path + "_slowest", nanos[SCRAPES - 1])
                .with(path + "_bytes", bytes);
    }

    /** Nanoseconds until all of it is here, and its bytes. */
    private static long[] scrape(URI profile) throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpURLConnection connection = (HttpURLConnection) profile.toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
            long bytes = in.readAllBytes().length;
            long nanos = System.nanoTime() - began;
            // The server's budget is a tenth of the time, and nobody waits longer: what came sooner would be measured
            // waiting.
            TimeUnit.NANOSECONDS.sleep(Math.min(LONGEST_REST_NANOS, 10 * nanos));
            return new long[] {nanos, bytes};
        } finally {
            connection.disconnect();
        }
    }
}
