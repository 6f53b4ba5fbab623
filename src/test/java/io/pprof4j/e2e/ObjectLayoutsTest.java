// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Types, counts and sizes are exact whatever the JVM's headers, references and alignment are. JOL is the oracle. */
final class ObjectLayoutsTest {

    @Nested
    @EnabledForJreRange(min = JRE.JAVA_25)
    final class CompactObjectHeaders extends Layout {
        CompactObjectHeaders() {
            super("-XX:+UseCompactObjectHeaders");
        }
    }

    @Nested
    @Tag("full")
    final class UncompressedReferences extends Layout {
        UncompressedReferences() {
            super("-XX:-UseCompressedOops");
        }
    }

    @Nested
    @Tag("full")
    final class UncompressedClassPointers extends Layout {
        UncompressedClassPointers() {
            super("-XX:-UseCompressedClassPointers");
        }
    }

    @Nested
    @Tag("full")
    final class AlignmentOfSixteenBytes extends Layout {
        AlignmentOfSixteenBytes() {
            super("-XX:ObjectAlignmentInBytes=16");
        }
    }

    /** All constructs in a JVM with one flag. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    private abstract static class Layout implements ObjectCounts, ArrayCounts, LibraryCounts {
        private final String flag;
        private ConstructsRun run;

        Layout(String flag) {
            this.flag = flag;
        }

        @BeforeAll
        void runConstructs() throws IOException, InterruptedException {
            run = ConstructsRun.of("threads", 1, 20, 5, flag, "-XX:TieredStopAtLevel=1");
        }

        @Override
        public ConstructsRun run() {
            return run;
        }
    }
}
