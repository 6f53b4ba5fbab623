// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.examples.leak.LeakExample;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In-use points at the culprit, alloc elsewhere. */
class LeakExampleEndToEndTest {
    private static final int REQUESTS = 5_000;

    @TempDir
    static Path folder;

    private static Measured measured;

    @BeforeAll
    static void runLeak() throws Exception {
        Path profile = folder.resolve("leak.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1")
                .lightlyCompiled()
                .run(LeakExample.class, "-requests", "" + REQUESTS, "-memprofile", profile.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        measured = Measured.in(profile);
    }

    @Test
    void inUseIsTheCache() {
        assertThat(measured.flat("SessionCache.remember", "inuse_objects")).isEqualTo(REQUESTS);
        assertThat((double) measured.flat("SessionCache.remember", "inuse_space") / measured.total("inuse_space"))
                .isGreaterThan(0.8);
        assertThat(measured.flat("ReportRenderer.render", "inuse_space")).isZero();
    }

    @Test
    void allocIsTheRenderer() {
        long renderer = measured.flat("ReportRenderer.render", "alloc_space");
        assertThat(renderer).isEqualTo(REQUESTS * 40_016L);
        assertThat(renderer).isGreaterThan(30 * measured.flat("SessionCache.remember", "alloc_space"));
    }
}
