// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ControlFlowGraphTest {
    private final ControlFlowGraph cfg = new ControlFlowGraph();

    @Test
    void blockIsCreatedOnce() {
        BasicBlock block = cfg.createNode(0);
        assertThat(cfg.createNode(0)).isSameAs(block).isSameAs(cfg.block(0));
        assertThat(cfg.numBlocks()).isEqualTo(1);
    }

    @Test
    void edgeConnectsBothBlocks() {
        cfg.createNode(0);
        BasicBlockEdge edge = new BasicBlockEdge(cfg, 0, 1);
        assertThat(edge).hasToString("BB#0->BB#1");
        assertThat(edge.from().outEdges().removeFirst()).isEqualTo(1);
        assertThat(edge.to().inEdges().removeFirst()).isZero();
        assertThat(edge.to().outEdges().isEmpty()).isTrue();
    }

    @Test
    void namesHaveNoGap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cfg.createNode(1))
                .withMessage("block name: 1, not in 0..0");
    }
}
