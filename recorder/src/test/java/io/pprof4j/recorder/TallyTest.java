// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import app.Stacks;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private final StackTable stacks = new StackTable(128);

    private StackTable.Stack stack() {
        return stacks.intern(new Throwable());
    }

    private static List<?> rows(Tally tally) {
        return (List<?>) tally.read(0, 128)[2];
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
        assertThat(tally.read(7, 128)[0]).isEqualTo(1L);
        assertThat(tally.read(7, 128)[1]).isEqualTo(7L);
    }

    @Test
    void beyondTheMostSitesObjectsAreOnlyAddedUp() {
        Tally tally = new Tally(null, null, 2);
        StackTable.Stack stack = stacks.intern(Stacks.here());
        for (int i = 0; i < 10; i++) {
            tally.count(stack, "A", 16);
            tally.count(stack, "B", 24);
            tally.count(stack, "C", 32);
        }
        assertThat(tally.count(stack, "D", 40)).isNull();
        Object[] read = tally.read(0, 128);
        assertThat(rows(tally))
                .hasSize(2)
                .allSatisfy(row -> assertThat(((Object[]) row)[3]).isEqualTo(10L));
        assertThat(read[0]).isEqualTo(0L);
        assertThat(read[3]).isEqualTo(11L);
        assertThat(read[4]).isEqualTo(10 * 32L + 40);
    }
}
