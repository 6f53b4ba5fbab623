// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelSetsTest {
    private final LabelSets sets = new LabelSets();

    private static String[] labels(String value) {
        return new String[] {"key", value};
    }

    @Test
    void equalSetsBecomeOne() {
        assertThat(sets.intern(labels("a"))).isSameAs(sets.intern(labels("a"))).isNotSameAs(sets.intern(labels("b")));
        assertThat(sets.intern(null)).isEmpty();
        assertThat(sets.intern(null)).isSameAs(sets.intern(null));
    }

    @Test
    void setsBeyondTheBoundSaySoAndTakeNoMemory() {
        for (int i = 0; i < LabelSets.CAPACITY; i++) {
            assertThat(sets.intern(labels("value " + i))).containsExactly("key", "value " + i);
        }
        String[] late = sets.intern(labels("late"));
        assertThat(late).containsExactly("labels", "more than 8192 sets");
        assertThat(sets.intern(labels("later"))).isSameAs(late);
        assertThat(sets.intern(labels("value 0"))).containsExactly("key", "value 0");
    }
}
