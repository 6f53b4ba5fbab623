// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** MemStats under the agent counts objects, in a copy of the library that the program has brought itself. */
class CountedObjectsTest {
    @Test
    void objectsAndDeathsAreExactAtRateOne() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1,include=io.pprof4j.e2e.CountedObjects")
                .run(CountedObjects.class);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("mallocs 1000\nobjects 1000\nfrees 1000\nleft 0\nestimated false\ntables true\n")
                .contains("BySize[size=96, mallocs=1000, frees=1000]");
    }
}
