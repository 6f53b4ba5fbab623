// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is known about collections does not grow with their number. */
@Tag("full")
class CollectionsSoakTest {
    @Test
    void memoryIsFlatAfterTenThousandCollectionsAndAThousandThreads() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("gctrace=1,schedtrace=100,alloctrace=1")
                .jvm("-XX:+UseSerialGC", "-Xmx64m")
                .run(CollectionsSoak.class);

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(Long.parseLong(lines.get(0).substring("grown ".length()))).isLessThan(1 << 20);
        assertThat(Long.parseLong(lines.get(1).substring("collections ".length())))
                .isGreaterThanOrEqualTo(10_000);
        assertThat(run.err().lines().filter(line -> line.startsWith("gc "))).hasSizeGreaterThan(9_000);
    }
}
