// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnionFindNodeTest {

    @Test
    void mergedNodesHaveOneRepresentative() {
        UnionFindNode inner = node(2);
        UnionFindNode middle = node(1);
        UnionFindNode outer = node(0);
        assertThat(inner.findSet()).isSameAs(inner);

        inner.union(middle);
        middle.union(outer);

        assertThat(inner.findSet()).isSameAs(outer);
        assertThat(middle.findSet()).isSameAs(outer);
        assertThat(outer.findSet()).isSameAs(outer);
    }

    private static UnionFindNode node(int number) {
        return new UnionFindNode(new BasicBlock(number, new IntList(), new IntList()), number);
    }
}
