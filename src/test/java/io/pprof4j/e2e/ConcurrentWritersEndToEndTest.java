// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Profiles are written by several threads at once, while those and others allocate. */
@Tag("full")
class ConcurrentWritersEndToEndTest {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 10;

    @Test
    void profilesOfEightWritersAllParse() throws Exception {
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=512").run(Program.class);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("parsed " + WRITERS * ROUNDS);
    }

    /** Writes and allocates. */
    static final class Program {
        private static volatile boolean done;

        private Program() {}

        public static void main(String[] args) throws Exception {
            ExecutorService threads = Executors.newCachedThreadPool();
            Future<?> churn = threads.submit(Program::churn);
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                NamedProfile profile = Profiles.lookup(i % 2 == 0 ? "heap" : "allocs");
                writers.add(() -> write(profile));
            }
            int parsed = 0;
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                parsed += writer.get();
            }
            done = true;
            churn.get();
            threads.shutdown();
            System.out.println("parsed " + parsed);
        }

        private static void churn() {
            List<byte[]> kept = new ArrayList<>();
            while (!done) {
                kept.add(new byte[kept.size() % 1000]);
                if (kept.size() > 10_000) {
                    kept.clear();
                }
            }
        }

        private static int write(NamedProfile profile) throws Exception {
            int parsed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                profile.writeTo(out, 0);
                parsed += ProfileReader.read(new ByteArrayInputStream(out.toByteArray()))
                                .samples()
                                .isEmpty()
                        ? 0
                        : 1;
                profile.writeTo(new ByteArrayOutputStream(), 1);
            }
            return parsed;
        }
    }
}
