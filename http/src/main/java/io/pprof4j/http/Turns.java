// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of the program clients may use at once, however many they are: two profiles are made at a time, others wait
 * for their turn; 64 may be measured over a span, each of which keeps an encoded profile in memory. Guarded by the
 * semaphores.
 */
final class Turns {
    private static final int AT_A_TIME = 2;
    private static final int SPANS = 64;
    private static final int PATIENCE_SECONDS = 30;
    private static final String BUSY = "too many profiles are being made - try again later";

    private final Semaphore making = new Semaphore(AT_A_TIME, true);
    private final Semaphore spans = new Semaphore(SPANS);

    /** What takes the program's time and memory. */
    interface Work {
        byte[] run() throws IOException;
    }

    /** Does the work when it is its turn. */
    byte[] take(Work work) throws Refusal, IOException, InterruptedException {
        if (!making.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new Refusal(503, BUSY);
        }
        try {
            return work.run();
        } finally {
            making.release();
        }
    }

    /** Begins a measurement; the caller ends it. */
    void beginSpan() throws Refusal {
        if (!spans.tryAcquire()) {
            throw new Refusal(503, BUSY);
        }
    }

    void endSpan() {
        spans.release();
    }
}
