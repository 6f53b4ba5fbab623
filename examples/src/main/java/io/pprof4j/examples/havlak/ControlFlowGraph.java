// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

import java.util.ArrayList;
import java.util.List;

/**
 * The blocks and edges of one procedure. Blocks are named by position: 0, 1, 2 and so on without a gap; the first
 * one is where the procedure starts. Not thread-safe.
 *
 * <p>What to see: this object is the root that keeps the whole graph in {@code inuse_space}. Drop it and nothing of
 * {@code createNode} and {@code BasicBlockEdge} is left after the next GC, while {@code alloc_space} stays.
 */
final class ControlFlowGraph {
    private final List<BasicBlock> blocks = new ArrayList<>();
    private final List<BasicBlockEdge> edges = new ArrayList<>();

    /**
     * The block of this name, new if there was none.
     *
     * @throws IllegalArgumentException if the name would leave a gap
     */
    BasicBlock createNode(int name) {
        if (name < 0 || name > blocks.size()) {
            throw new IllegalArgumentException("block name: " + name + ", not in 0.." + blocks.size());
        }
        if (name == blocks.size()) {
            blocks.add(new BasicBlock(name, new IntList(), new IntList()));
        }
        return blocks.get(name);
    }

    void addEdge(BasicBlockEdge edge) {
        edges.add(edge);
    }

    BasicBlock block(int name) {
        return blocks.get(name);
    }

    int numBlocks() {
        return blocks.size();
    }

    int numEdges() {
        return edges.size();
    }
}
