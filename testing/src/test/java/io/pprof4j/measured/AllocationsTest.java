// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Codec;
import com.acme.Sink;
import com.acme.Token;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.testing.Allocations;
import io.pprof4j.testing.Measuring;
import io.pprof4j.testing.Site;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

final class AllocationsTest {
    private static final Codec CODEC = new Codec();

    private static final class Refuses {
        Refuses() {
            throw new IllegalArgumentException();
        }
    }

    @Test
    void everyObjectIsCountedWithItsSizeByType() {
        Allocations a = Allocations.measure(() -> CODEC.parse("a:b"));
        assertThat(a.count()).isEqualTo(3);
        assertThat(a.bytes()).isEqualTo(24 + 24 + 24);
        assertThat(a.of(Token.class).count()).isEqualTo(2);
        assertThat(a.of(Token[].class).bytes()).isEqualTo(24);
        assertThat(a.of(byte[].class).count()).isZero();
        assertThat(a.isSteady()).isTrue();
        assertThat(a.uncounted()).isZero();
    }

    @Test
    void aSiteIsAStackDownToTheMeasuredCode() {
        List<Site> tokens =
                Allocations.measure(() -> CODEC.parse("a:b")).of(Token.class).sites();
        assertThat(tokens).hasSize(2).extracting(Site::count).containsOnly(1L);
        assertThat(tokens)
                .extracting(site -> site.stack().get(1).getLineNumber())
                .doesNotHaveDuplicates();
        for (Site site : tokens) {
            assertThat(site.stack()).hasSize(3);
            assertThat(site.stack())
                    .extracting(StackTraceElement::getMethodName)
                    .startsWith("token", "parse");
            assertThat(site.stack().get(2).getMethodName()).startsWith("lambda$");
        }
    }

    @Test
    void codeThatAllocatesNothingCountsZeroObjects() {
        Allocations a = Allocations.measure(() -> CODEC.sum("message"));
        assertThat(a.sites()).isEmpty();
        assertThat(a.count()).isZero();
        assertThat(a.heapBytes()).hasValue(0);
    }

    @Test
    void anObjectWhoseConstructorThrowsWasAllocated() {
        Allocations a = Allocations.measure(() -> {
            try {
                Sink.kept = new Refuses();
            } catch (IllegalArgumentException expected) {
                Sink.kept = null;
            }
        });
        assertThat(a.of(Refuses.class).count()).isEqualTo(1);
        assertThat(a.of(IllegalArgumentException.class).count()).isEqualTo(1);
    }

    @Test
    @SuppressWarnings("ReturnValueIgnored")
    void aMethodReferenceToTheJdkIsTheMeasuredCodeItself() {
        StringBuilder builder = new StringBuilder("text");
        Allocations a = Allocations.measure(builder::toString);
        assertThat(a.of(String.class).count()).isEqualTo(1);
        assertThat(a.of(byte[].class).count()).isEqualTo(1);
        assertThat(Allocations.measure(Object::new).of(Object.class).count()).isEqualTo(1);
    }

    @Test
    void whatTheJdkAllocatesForTheCodeIsCounted() {
        Allocations a = Allocations.measure(() -> {
            List<Object> list = new ArrayList<>();
            list.add("x");
            Sink.kept = list;
        });
        assertThat(a.of(ArrayList.class).count()).isEqualTo(1);
        assertThat(a.of(Object[].class).count()).isEqualTo(1);
        assertThat(a.of(Object[].class).bytes()).isEqualTo(16 + 10 * 4);
        assertThat(a.count()).isEqualTo(2);
    }

    @Test
    void classesThatLoadTheFirstTimeAreNotCounted() {
        Allocations a = Allocations.measure(() -> Sink.kept = new Object() {
            @Override
            public String toString() {
                return "first";
            }
        });
        assertThat(a.count()).isEqualTo(1);
    }

    @Test
    void perRunIsTheMeanRoundedDown() {
        int[] run = {0};
        Allocations a = Allocations.perRun(100, () -> {
            Sink.kept = new Token(1, 2, (byte) 3);
            if (run[0]++ % 2 == 0) {
                Sink.kept = new long[1];
            }
        });
        assertThat(a.of(Token.class).count()).isEqualTo(1);
        assertThat(a.of(long[].class).count()).isZero();
        assertThat(a.isSteady()).isFalse();
        assertThat(a.of(Token.class).isSteady()).isTrue();
        assertThat(a.of(long[].class).isSteady()).isFalse();
        assertThat(Allocations.perRun(100, () -> CODEC.parse("a:b")).count()).isEqualTo(3);
    }

    @Test
    void runsThatDifferAreSaidToDiffer() {
        int[] run = {0};
        Allocations a = Allocations.measure(() -> Sink.kept = new byte[8 * run[0]++]);
        assertThat(a.isSteady()).isFalse();
        assertThat(a.toString()).contains("The runs differed, with 1, 1, 1");
    }

    @Test
    void anExceptionOfTheCodeIsPassedOnAndNothingIsMeasuredAnyMore() {
        assertThatThrownBy(() -> Allocations.measure(() -> {
                    throw new java.io.IOException("broken");
                }))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("broken");
        assertThat(Allocations.measure(() -> CODEC.sum("x")).count()).isZero();
    }

    @Test
    void otherThreadsAreNotCountedUnlessAskedFor() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Thread[] worker = new Thread[1];
            other.submit(() -> worker[0] = Thread.currentThread()).get();
            MeasuredParse parse = new MeasuredParse(other);
            assertThat(Allocations.measure(parse::run).of(Token.class).count()).isZero();
            assertThat(Measuring.threads(worker[0])
                            .measure(parse::run)
                            .of(Token.class)
                            .count())
                    .isEqualTo(2);
            assertThat(Measuring.allThreads()
                            .measure(parse::run)
                            .of(Token.class)
                            .count())
                    .isEqualTo(2);
        } finally {
            other.shutdown();
        }
    }

    private record MeasuredParse(ExecutorService executor) {
        void run() throws Exception {
            executor.submit(() -> Sink.kept = CODEC.parse("a:b")).get();
        }
    }

    @Test
    void threadsThatTheCodeStartsAreCountedFromTheirFirstObject() throws Exception {
        Allocations a = Measuring.allThreads().measure(() -> {
            Thread thread = new Thread(() -> Sink.kept = CODEC.parse("a:b"));
            thread.start();
            thread.join();
        });
        assertThat(a.of(Token.class).count()).isEqualTo(2);
        assertThat(a.of(Thread.class).count()).isEqualTo(1);
    }

    @Test
    void measurementsNest() {
        Allocations[] inner = new Allocations[1];
        Allocations outer = Measuring.thisThread().withWarmUps(0).perRun(1, () -> {
            Sink.kept = new Token(1, 2, (byte) 3);
            inner[0] = Measuring.thisThread().withWarmUps(0).perRun(1, () -> CODEC.parse("a:b"));
            Sink.kept = new Token(1, 2, (byte) 3);
        });
        assertThat(inner[0].count()).isEqualTo(3);
        assertThat(outer.of(Token.class).count()).isEqualTo(4);
    }

    @Test
    void theCountsAreAProfile() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Allocations.measure(() -> CODEC.parse("a:b")).writeTo(file);
        Profile profile = ProfileReader.read(new ByteArrayInputStream(file.toByteArray()));
        assertThat(profile.sampleTypes()).extracting(Object::toString).hasSize(2);
        assertThat(profile.samples().stream().mapToLong(s -> s.values().get(0)).sum())
                .isEqualTo(3);
        assertThat(profile.samples().stream().mapToLong(s -> s.values().get(1)).sum())
                .isEqualTo(72);
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThatThrownBy(() -> Allocations.perRun(0, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runs 0: must be at least 1");
        assertThatThrownBy(() -> Measuring.thisThread().withWarmUps(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("warm-up runs -1: must be at least 0");
    }

    /** Each call of it, at the end of a path of its own through two methods, is another stack. */
    private static void atEverNewStacks(int path, int depth) {
        if (depth == 0) {
            Sink.kept = new Token(1, 2, (byte) 3);
        } else if ((path & 1) == 0) {
            atEverNewStacks(path >> 1, depth - 1);
        } else {
            byAnotherLine(path >> 1, depth - 1);
        }
    }

    private static void byAnotherLine(int path, int depth) {
        atEverNewStacks(path, depth);
    }

    @Tag("full")
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "66,536 new stacks take 18 s on JDK 17")
    void beyondTheSitesThatAreKeptTheSumsAreExact() {
        int beyond = 1000;
        int stacks = (1 << 16) + beyond;
        Allocations a = Measuring.thisThread().withWarmUps(0).perRun(1, () -> {
            for (int path = 0; path < stacks; path++) {
                atEverNewStacks(path, 17);
            }
        });
        assertThat(a.count()).isEqualTo(stacks);
        assertThat(a.bytes()).isEqualTo(24L * stacks);
        assertThat(a.sites()).hasSize(1 << 16);
        assertThat(a.withoutSite()).isEqualTo(beyond);
    }
}
