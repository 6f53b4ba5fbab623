// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import app.Stacks;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class KnownStacksTest {
    private static final int FEW = 8;
    private static final StackTable.Stack STACK = new StackTable(64).intern(Stacks.here());

    /** As many as there are class loaders of the same code. */
    private static StackKey key(int number) {
        return new StackKey(number, (long) number << 40, 0);
    }

    @Test
    void aKeyStandsForItsStack() {
        KnownStacks known = new KnownStacks(FEW, new AtomicInteger(1));

        known.add(key(1), STACK);

        assertThat(known.find(key(1))).isSameAs(STACK);
        assertThat(known.find(key(2))).isNull();
        assertThat(known.size()).isEqualTo(1);
    }

    @Test
    void keysThatNobodyAsksForAreForgotten() {
        KnownStacks known = new KnownStacks(FEW, new AtomicInteger(1));

        for (int i = 1; i <= 1000; i++) {
            known.add(key(i), STACK);
        }

        assertThat(known.size()).isEqualTo(2 * FEW);
        assertThat(known.bytes()).isEqualTo(2 * FEW * (40 + 4));
        assertThat(known.find(key(1))).isNull();
        assertThat(known.find(key(1000))).isSameAs(STACK);
    }

    @Test
    void aKeyThatIsAskedForStays() {
        KnownStacks known = new KnownStacks(FEW, new AtomicInteger(1));
        known.add(key(1), STACK);

        for (int i = 2; i <= 1000; i++) {
            known.add(key(i), STACK);

            assertThat(known.find(key(1))).isSameAs(STACK);
        }
    }

    @Test
    void whereThereAreManyStacksThereMayBeManyKeys() {
        KnownStacks known = new KnownStacks(FEW, new AtomicInteger(256));

        for (int i = 1; i <= 1000; i++) {
            known.add(key(i), STACK);
        }

        assertThat(known.size()).isEqualTo(1000);
    }
}
