// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.Codec;
import com.acme.Sink;
import com.acme.Token;
import io.pprof4j.testing.Allocations;
import io.pprof4j.testing.Measuring;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class VirtualThreadTest {
    /** {@code Thread.startVirtualThread}, which JDK 17 has not. */
    private static Thread start(Runnable code) throws ReflectiveOperationException {
        assumeTrue(Runtime.version().feature() >= 21, "there are no virtual threads");
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, code);
    }

    @Test
    void aVirtualThreadMeasuresItselfAcrossItsCarriers() throws Exception {
        CompletableFuture<Allocations> measured = new CompletableFuture<>();
        start(() -> measured.complete(Allocations.measure(() -> {
            Sink.kept = new Codec().parse("a:b");
            LockSupport.parkNanos(1000);
            Sink.kept = new Codec().parse("a:b");
        })));
        Allocations a = measured.get(60, TimeUnit.SECONDS);
        assertThat(a.of(Token.class).count()).isEqualTo(4);
        assertThat(a.of(Codec.class).count()).isEqualTo(2);
        assertThat(a.heapBytes()).isEmpty();
    }

    @Test
    void virtualThreadsThatTheCodeStartsAreCountedOnRequest() throws Exception {
        Allocations a = Measuring.allThreads().measure(() -> {
            Thread thread = start(() -> Sink.kept = new Codec().parse("a:b"));
            thread.join();
        });
        assertThat(a.of(Token.class).count()).isEqualTo(2);
    }
}
