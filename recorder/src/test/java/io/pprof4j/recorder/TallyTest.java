// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private final StackTable stacks = new StackTable(128);

    private StackTable.Stack stack() {
        return stacks.intern(new Throwable());
    }

    private static List<?> rows(Tally tally) {
        return (List<?>) tally.read(0)[2];
    }

    @Test
    void onlyTheGivenThreadsAreCoveredOrAll() {
        Thread other = new Thread(() -> {});
        Tally own = new Tally(new Thread[] {Thread.currentThread()}, null);
        assertThat(own.covers(Thread.currentThread())).isTrue();
        assertThat(own.covers(other)).isFalse();
        assertThat(new Tally(null, null).covers(other)).isTrue();
    }

    @Test
    void pprof4jsOwnObjectsAreNotCounted() {
        Tally tally = new Tally(null, null);
        assertThat(tally.count(stack(), "byte[]", 24)).isNull();
        assertThat(rows(tally)).isEmpty();
    }

    @Test
    void whatCouldNotBeCountedIsSaid() {
        Tally tally = new Tally(null, null);
        tally.lost();
        assertThat(tally.read(7)[0]).isEqualTo(1L);
        assertThat(tally.read(7)[1]).isEqualTo(7L);
    }
}
