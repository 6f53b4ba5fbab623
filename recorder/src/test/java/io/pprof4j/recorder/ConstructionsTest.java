// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ConstructionsTest {
    private final AllocationSite outer = new AllocationSite(null, "Outer", 16, 1, new String[0], null, null);
    private final AllocationSite inner = new AllocationSite(null, "Inner", 16, 1, new String[0], null, null);
    private final Constructions constructions = new Constructions();

    @Test
    void nestedObjectsOfOneTypeAreToldApart() {
        constructions.push(1, outer, 5);
        constructions.push(1, inner, 6);
        assertThat(constructions.pop(1)).isTrue();
        assertThat(constructions.takeSite()).isSameAs(inner);
        assertThat(constructions.collection()).isEqualTo(6);
        assertThat(constructions.pop(1)).isTrue();
        assertThat(constructions.takeSite()).isSameAs(outer);
        assertThat(constructions.collection()).isEqualTo(5);
        assertThat(constructions.isEmpty()).isTrue();
    }

    @Test
    void objectsWhoseConstructorThrewAreSkipped() {
        constructions.push(1, outer, 0);
        constructions.push(2, inner, 0);
        assertThat(constructions.pop(1)).isTrue();
        assertThat(constructions.takeSite()).isSameAs(outer);
        assertThat(constructions.isEmpty()).isTrue();
    }

    @Test
    void anObjectThatWasNotPushedIsIgnored() {
        constructions.push(1, outer, 0);
        assertThat(constructions.pop(2)).isFalse();
        assertThat(constructions.isEmpty()).isFalse();
    }

    @Test
    void anObjectThatIsNotFollowedIsConstructedAllTheSame() {
        constructions.push(1, outer, 0);
        constructions.push(1, null, 0);
        assertThat(constructions.pop(1)).isFalse();
        assertThat(constructions.pop(1)).isTrue();
        assertThat(constructions.takeSite()).isSameAs(outer);
    }

    @Test
    void whatIsTooDeepIsGivenUpAndCounted() {
        int lost = 0;
        for (int i = 0; i < 5000; i++) {
            lost += constructions.push(1, outer, 0);
        }
        assertThat(lost).isEqualTo(2048);
        assertThat(constructions.clear()).isEqualTo(5000 - 2048);
    }
}
