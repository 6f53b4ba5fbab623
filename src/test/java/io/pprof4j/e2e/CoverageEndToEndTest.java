// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of what a real library allocates is recorded, by the JVM's own count. */
@Tag("full")
class CoverageEndToEndTest {
    /** So that the JVM allocates what the program says: otherwise it merges or leaves out objects that are recorded. */
    private static final String[] ALLOCATE_ALL = {"-XX:-DoEscapeAnalysis", "-XX:-OptimizeStringConcat"};

    private static final Pattern COVERAGE = Pattern.compile("coverage: ([0-9.]+)% .*");

    @TempDir
    private Path directory;

    @Test
    void recordsNearlyAllThatJacksonAllocates() throws Exception {
        Path file = directory.resolve("jackson.pb.gz");
        ForkedJvm.Result plain = ForkedJvm.withoutAgent().jvm(ALLOCATE_ALL).run(JacksonWorkload.class);

        ForkedJvm.withAgent("memprofilerate=1,memprofile=" + file)
                .jvm(ALLOCATE_ALL)
                .run(JacksonWorkload.class);

        long truth = Long.parseLong(plain.out().trim());
        RecordedHeap heap = RecordedHeap.read(file);
        double coverage = 100.0 * heap.under("alloc_space", JacksonWorkload.class, "measured") / truth;
        double published = published(heap);
        System.out.printf(
                "coverage of Jackson, %d bytes: %.2f%%; the profile itself says %.1f%%%n", truth, coverage, published);
        assertThat(coverage).isBetween(97.0, 103.0);
        // Of the whole JVM, with what it makes itself while it loads hundreds of classes: a few MB.
        assertThat(published).isBetween(90.0, 103.0);
    }

    private static double published(RecordedHeap heap) {
        for (String comment : heap.profile().comments()) {
            Matcher matcher = COVERAGE.matcher(comment);
            if (matcher.matches()) {
                return Double.parseDouble(matcher.group(1));
            }
        }
        throw new AssertionError("no coverage in " + heap.profile().comments());
    }

    @Test
    void saysNothingOfAProgramThatIsSmallerThanItsOwnStart() throws Exception {
        Path file = directory.resolve("small.pb.gz");

        ForkedJvm.withAgent("memprofilerate=1,memprofile=" + file).run(Hello.class);

        assertThat(RecordedHeap.read(file).profile().comments()).noneMatch(comment -> comment.startsWith("coverage"));
    }

    /** Next to nothing. */
    static final class Hello {
        private Hello() {}

        public static void main(String[] arguments) {
            System.out.println("hello");
        }
    }
}
