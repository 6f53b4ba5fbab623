// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import io.pprof4j.profile.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final Labels GOLD = Labels.of("tier", "gold", "req", "r1");

    private final Object monitor = new Object();
    private long sink;

    @AfterEach
    void off() {
        CpuProfile.cancel();
        BlockProfile.setRate(0);
    }

    private static Profile read(ByteArrayOutputStream out) throws IOException {
        return ProfileReader.read(new ByteArrayInputStream(out.toByteArray()));
    }

    private static long labelled(Profile profile, String function, String key, String value) {
        return profile.samples().stream()
                .filter(sample -> isIn(sample, function))
                .filter(sample -> sample.labels().contains(Label.of(key, value)))
                .mapToLong(sample -> sample.value(sample.values().size() - 1))
                .sum();
    }

    private static boolean isIn(Sample sample, String function) {
        return sample.stack().stream()
                .anyMatch(location -> location.frames().get(0).function().endsWith("LabelsTest." + function));
    }

    @Test
    void labelsAddUpAndAreRestoredWhateverTheTaskDoes() throws Exception {
        assertThat(Labels.current().asMap()).isEmpty();
        Labels.run(GOLD, () -> {
            assertThat(Labels.current().asMap()).isEqualTo(Map.of("req", "r1", "tier", "gold"));
            Labels.run(
                    Labels.of("req", "r2"), () -> assertThat(Labels.current()).hasToString("{req=r2, tier=gold}"));
            assertThat(Labels.current()).hasToString("{req=r1, tier=gold}");
        });
        assertThat(Labels.call(GOLD, () -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> Labels.run(GOLD, () -> {
                    throw new IllegalStateException("task");
                }))
                .hasMessage("task");
        assertThat(Labels.current().asMap()).isEmpty();
    }

    @Test
    void childThreadsInherit() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        Thread[] child = new Thread[1];
        Labels.run(
                GOLD,
                () -> child[0] = new Thread(() -> seen.set(Labels.current().toString())));
        child[0].start();
        child[0].join();
        assertThat(seen.get()).isEqualTo("{req=r1, tier=gold}");
    }

    @Test
    void wrongLabelsAreNamed() {
        assertThatThrownBy(() -> Labels.of("key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uneven number of arguments to Labels.of: 1, must be keys and values in turn");
        for (String key : List.of("", "type", "bytes", "pprof::base")) {
            assertThatThrownBy(() -> Labels.of(key, "value"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("label key \"" + key + "\": must not be empty");
        }
    }

    @Test
    void goroutineRowsAreApartByLabels() throws Exception {
        CountDownLatch arrived = new CountDownLatch(3);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Labels labels : List.of(GOLD, GOLD, Labels.of("say", "\"hi\"\n"))) {
            threads.add(new Thread(() -> Labels.run(labels, () -> stay(arrived, end))));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        arrived.await();
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Profiles.lookup("goroutine").writeTo(text, 1);
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        Profiles.lookup("goroutine").writeTo(dump, 2);
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(text.toString(UTF_8))
                .containsPattern("(?m)^2 @( 0x\\p{XDigit}+)+\\R# labels: \\{\"req\":\"r1\", \"tier\":\"gold\"}\\R#\t0x")
                .contains("# labels: {\"say\":\"\\\"hi\\\"\\n\"}\n");
        assertThat(dump.toString(UTF_8)).contains("]:\n# labels: {\"req\":\"r1\", \"tier\":\"gold\"}\n# name: ");
    }

    private static void stay(CountDownLatch arrived, CountDownLatch end) {
        arrived.countDown();
        try {
            end.await();
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void cpuSamplesCarryTheLabelsOfTheTime() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch profiling = new CountDownLatch(1);
        Thread early = new Thread(() -> Labels.run(Labels.of("job", "early"), () -> {
            stay(begun, profiling);
            burn(1000); // Flight Recorder's sampler may begin late
        }));
        early.start();
        begun.await();
        CpuProfile.start(out);
        profiling.countDown();
        early.join();
        Labels.run(Labels.of("job", "a"), () -> burn(600));
        burn(300);
        CpuProfile.stop();
        Profile profile = read(out);
        assertThat(labelled(profile, "burn", "job", "early")).isPositive();
        assertThat(labelled(profile, "burn", "job", "a")).isPositive();
        assertThat(profile.samples())
                .anyMatch(sample -> isIn(sample, "burn") && sample.labels().isEmpty());
    }

    /** Uses the CPU for a time, however much of it others take. */
    private void burn(long millis) {
        long end = cpuNanos() + millis * 1_000_000;
        while (cpuNanos() < end) {
            for (int i = 0; i < 100_000; i++) {
                sink = sink * 31 + i;
            }
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void waitsCarryTheLabelsOfTheWaiter() throws Exception {
        BlockProfile.setRate(1);
        Labels.run(GOLD, this::waitForMonitor);
        waitForMonitor();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.lookup("block").writeTo(out, 0);
        Profile profile = read(out);
        assertThat(labelled(profile, "waitForMonitor", "tier", "gold"))
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(15));
        assertThat(profile.samples())
                .anyMatch(sample ->
                        isIn(sample, "waitForMonitor") && sample.labels().isEmpty());
    }

    private void waitForMonitor() {
        synchronized (monitor) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            while (System.nanoTime() < end) {
                try {
                    monitor.wait(20);
                } catch (InterruptedException nobodyDoes) {
                    throw new IllegalStateException(nobodyDoes);
                }
            }
        }
    }
}
