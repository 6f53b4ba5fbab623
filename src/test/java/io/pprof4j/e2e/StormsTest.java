// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Errors that hit the recorder itself at any place: samples may be lost in the storm, but the program catches what it
 * catches without the agent, and on the very threads that went through it recording is exact again.
 */
@Tag("full")
class StormsTest {
    /** The JVM's own, with any agent: the stack ended on the way to it when a class was loaded. */
    private static final String TRANSFORMER_NOT_REACHED =
            "*** java.lang.instrument ASSERTION FAILED ***: \"!errorOutstanding\" with message transform method call failed";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 4 << 10, 512 << 10})
    void recordingIsExactAfterThousandsOfStackOverflows(long rate) throws Exception {
        // Each object has a stack as deep as stacks get, which costs tens of microseconds at rate 1.
        assertExactAfter("overflow", "-Xmx256m", rate == 1 ? 70 : 700, rate);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4 << 10, 512 << 10})
    void recordingIsExactAfterTheHeapWasFullAgainAndAgain(long rate) throws Exception {
        assertExactAfter("memory", "-Xmx64m", 4, rate);
    }

    private void assertExactAfter(String storm, String heap, int times, long rate) throws Exception {
        Path file = directory.resolve("heap.pb.gz");

        ForkedJvm.Result result = ForkedJvm.withAgent("memprofilerate=" + rate + ",memprofile=" + file)
                .jvm(heap)
                .run(Storms.class, storm, Integer.toString(times));

        assertThat(result.out())
                .as(result.err())
                .isEqualTo("caught [%d, %d, %d], known %d%n".formatted(times, times, times, 3 * Storms.KNOWN));
        assertThat(result.err().lines()).allMatch(line -> line.startsWith(TRANSFORMER_NOT_REACHED));
        assertThat(result.exitCode()).isZero();
        RecordedHeap recorded = RecordedHeap.read(file);
        assertThat(recorded.at("alloc_objects", Storms.class, "known")).isEqualTo(3 * Storms.KNOWN);
        assertThat(recorded.at("inuse_objects", Storms.class, "known")).isEqualTo(3 * Storms.KNOWN);
    }
}
