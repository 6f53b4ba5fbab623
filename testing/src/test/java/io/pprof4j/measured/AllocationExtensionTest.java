// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import com.acme.Codec;
import com.acme.Sink;
import com.acme.Token;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.testing.AllocationExtension;
import io.pprof4j.testing.Allocations;
import io.pprof4j.testing.MaxAllocations;
import io.pprof4j.testing.NoAllocations;
import io.pprof4j.testing.ProfileMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

final class AllocationExtensionTest {
    private static final Codec CODEC = new Codec();
    private static final String FILE = "target/parse-memory.pb.gz";

    @ExtendWith(AllocationExtension.class)
    static final class Cases {
        @Test
        @MaxAllocations(count = 3, bytes = 72)
        void withinBothLimits() {
            Sink.kept = CODEC.parse("a:b");
        }

        @Test
        @MaxAllocations(count = 2)
        void tooManyObjects() {
            Sink.kept = CODEC.parse("a:b");
        }

        @Test
        @MaxAllocations(bytes = 71)
        void tooManyBytes() {
            Sink.kept = CODEC.parse("a:b");
        }

        @Test
        @NoAllocations
        void nothing() {
            CODEC.sum("message");
        }

        @Test
        @NoAllocations
        void something() {
            Sink.kept = new Token(1, 2, (byte) 3);
        }

        @Test
        @ProfileMemory(FILE)
        void profiled() {
            Sink.kept = CODEC.parse("a:b");
        }

        @Test
        void asksForItsOwn(Allocations own) {
            long before = own.count();
            Sink.kept = CODEC.parse("a:b");
            long after = own.count();
            assertThat(List.of(before, after, own.of(Token.class).count())).containsExactly(0L, 3L, 2L);
        }

        /** So deep that the test method is not in the stack that is kept. */
        @Test
        @NoAllocations
        void deep() {
            allocateBelow(200);
        }

        private static void allocateBelow(int calls) {
            if (calls > 0) {
                allocateBelow(calls - 1);
            } else {
                Sink.kept = new Token(1, 2, (byte) 3);
            }
        }

        @Test
        @NoAllocations
        void failsByItself() {
            throw new IllegalStateException("its own failure");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    static final class InParallel {
        @RepeatedTest(20)
        @MaxAllocations(count = 3, bytes = 72)
        void parses() {
            Sink.kept = CODEC.parse("a:b");
        }

        @RepeatedTest(20)
        @NoAllocations
        void sums() {
            CODEC.sum("message");
        }

        @RepeatedTest(20)
        void noise() {
            for (int i = 0; i < 10_000; i++) {
                Sink.kept = new byte[100];
            }
        }
    }

    private static Events run(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Cases.class, method))
                .execute()
                .testEvents();
    }

    private static String failure(String method) {
        return run(method).failed().stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .findFirst()
                .orElse("no failure");
    }

    @Test
    void limitsThatAreKeptPass() {
        assertThat(failure("withinBothLimits")).isEqualTo("no failure");
        assertThat(failure("nothing")).isEqualTo("no failure");
    }

    @Test
    void limitsThatAreExceededFailWithTheSites() {
        assertThat(failure("tooManyObjects"))
                .startsWith("Expecting at most 2 objects, but allocated were 3 objects of 72 bytes: 1 object too many.")
                .contains("com.acme.Codec.token(Codec.java:");
        assertThat(failure("tooManyBytes"))
                .startsWith("Expecting at most 71 bytes,")
                .contains("1 byte too many");
        assertThat(failure("something")).startsWith("Expecting 0 objects,").contains("com.acme.Token");
    }

    @Test
    void whatIsAllocatedTooDeepToBeKnownAsTheTestsDoesNotPass() {
        assertThat(failure("deep")).contains("but not reliably", "1 more objects could not be counted");
    }

    @Test
    void aTestThatFailsByItselfIsNotMeasured() {
        assertThat(failure("failsByItself")).isEqualTo("its own failure");
    }

    @Test
    void aTestMayAskForItsOwnAllocations() {
        assertThat(failure("asksForItsOwn")).isEqualTo("no failure");
    }

    @Test
    void aTestIsProfiledIntoAFile() throws Exception {
        Files.deleteIfExists(Path.of(FILE));
        assertThat(failure("profiled")).isEqualTo("no failure");
        Profile profile = ProfileReader.read(Path.of(FILE));
        assertThat(profile.samples()).hasSize(3);
        assertThat(profile.samples().stream()
                        .mapToLong(sample -> sample.value(1))
                        .sum())
                .isEqualTo(72);
    }

    @Test
    void testsInParallelDoNotDisturbEachOther() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .selectors(selectClass(InParallel.class))
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(60).failed(0));
    }
}
