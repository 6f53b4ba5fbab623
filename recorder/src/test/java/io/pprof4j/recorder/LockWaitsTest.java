// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LockWaitsTest {
    private static final long PAUSE = 2_000_000;

    private final LockWaits waits = new LockWaits(1);
    private final Object lock = new Object();

    private static void pause() {
        long end = System.nanoTime() + PAUSE;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aReleaseIsChargedWithEveryWaiterSinceItCame() {
        long before = System.nanoTime();
        waits.begin(lock);
        pause();
        waits.begin(lock);
        pause();
        long[] charged = waits.release(lock);
        long elapsed = System.nanoTime() - before;
        assertThat(charged[0]).isEqualTo(2);
        assertThat(charged[1]).isBetween(3 * PAUSE - 8, 2 * elapsed);
    }

    @Test
    void theNextReleaseIsChargedFromTheOneBefore() {
        long first = waits.begin(lock);
        waits.begin(lock);
        pause();
        long before = System.nanoTime();
        waits.release(lock);
        waits.end(lock, first);
        pause();
        long third = waits.begin(lock);
        long[] charged = waits.release(lock);
        long elapsed = System.nanoTime() - before;
        assertThat(charged[0]).isEqualTo(1);
        assertThat(charged[1]).isBetween(PAUSE - 8, elapsed + System.nanoTime() - third);
    }

    @Test
    void whoGivesUpIsNotCharged() {
        long given = waits.begin(lock);
        pause();
        waits.end(lock, given);
        assertThat(waits.release(lock)).isNull();
        waits.begin(lock);
        assertThat(waits.release(lock)[1]).isLessThan(PAUSE);
    }

    @Test
    void locksAreToldApart() {
        for (int i = 0; i < 1000; i++) {
            waits.begin(new Object());
        }
        waits.begin(lock);
        assertThat(waits.release(new Object())).isNull();
        assertThat(waits.release(lock)[0]).isEqualTo(1);
        long again = waits.begin(lock);
        waits.end(lock, again);
        assertThat(waits.release(lock)[0]).isZero();
    }

    @Test
    void oneOutOfTenWaitsStandsForTen() {
        LockWaits some = new LockWaits(10);
        int all = 20_000;
        for (int i = 0; i < all; i++) {
            some.begin(lock);
        }
        // Six standard deviations.
        assertThat(some.release(lock)[0]).isCloseTo(all, within(2600L));
    }

    @Test
    void whatBeganBeforeIsNoneOfItsBusiness() {
        long before = waits.begin(lock);
        LockWaits later = new LockWaits(2);
        while (later.begin(lock) == 0) {
            pause();
        }
        later.end(lock, before);
        assertThat(later.release(lock)[0]).isEqualTo(2);
    }
}
