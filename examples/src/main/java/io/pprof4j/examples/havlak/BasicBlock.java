// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

/**
 * A node of the control flow graph. It knows its neighbours by name, which is their position in the graph.
 *
 * <p>What to see: a block and its two empty lists are 72 bytes (with compressed references), and they are all that
 * {@link ControlFlowGraph#createNode} owns. What the lists hold later is charged to {@link IntList#push}.
 */
final class BasicBlock {
    private final int name;
    private final IntList inEdges;
    private final IntList outEdges;

    BasicBlock(int name, IntList inEdges, IntList outEdges) {
        this.name = name;
        this.inEdges = inEdges;
        this.outEdges = outEdges;
    }

    int name() {
        return name;
    }

    /** Names of the blocks that lead here. */
    IntList inEdges() {
        return inEdges;
    }

    /** Names of the blocks that this one leads to. */
    IntList outEdges() {
        return outEdges;
    }

    @Override
    public String toString() {
        return "BB#" + name;
    }
}
