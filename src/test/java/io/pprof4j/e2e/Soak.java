// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All kinds of {@link SoakWork} at once, for some seconds. Prints a line every ten seconds, after a collection:
 * {@code seconds, own bytes, resident bytes, alloc_space, coverage in percent, errors}.
 */
final class Soak {
    static final long RATE = 64 << 10;

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger errors = new AtomicInteger();

    private Soak() {}

    /** Arguments: seconds, and between two lines. */
    public static void main(String[] arguments) throws Exception {
        new Soak().run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    }

    private void run(int seconds, int step) throws Exception {
        for (SoakWork.Kind kind : SoakWork.kinds()) {
            Thread thread = new Thread(() -> repeat(kind), kind.name());
            thread.setDaemon(true);
            thread.start();
        }
        for (int second = step; second <= seconds; second += step) {
            TimeUnit.SECONDS.sleep(step);
            System.out.println(second + " " + progress());
        }
        over.countDown();
    }

    private void repeat(SoakWork.Kind kind) {
        try {
            int round = 0;
            do {
                kind.work().run(round++);
            } while (!over.await(kind.pauseMillis(), TimeUnit.MILLISECONDS));
        } catch (Throwable failure) {
            System.err.println(kind.name() + ": " + failure);
            errors.incrementAndGet();
        }
    }

    private String progress() throws Exception {
        System.gc();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.writeHeapProfile(out);
        Profile profile = ProfileReader.read(new ByteArrayInputStream(out.toByteArray()));
        long recorded = new Measured(profile).total("alloc_space");
        return OwnMemory.bytes() + " " + resident() + " " + recorded + " " + coverage(profile) + " " + errors;
    }

    private static String coverage(Profile profile) {
        return profile.comments().stream()
                .filter(comment -> comment.startsWith("coverage: "))
                .map(comment -> comment.substring("coverage: ".length(), comment.indexOf('%')))
                .findFirst()
                .orElse("NaN");
    }

    /** -1 where there is no /proc. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                        .sum()
                : -1;
    }
}
