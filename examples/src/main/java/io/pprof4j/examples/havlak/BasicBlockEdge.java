// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

/**
 * A directed edge of the control flow graph; making one connects its two blocks, and creates those that are missing.
 *
 * <p>What to see, with {@code peek 'BasicBlockEdge.<init>'}:
 *
 * <ol>
 *   <li>The constructor owns nothing itself. Below it are {@code createNode} (blocks) and {@code IntList.push} (what
 *       the blocks remember of the edge), so it is tall in a flame graph and absent from {@code top}.
 *   <li>The 24 bytes of the edge object belong to its caller: on the JVM {@code new} executes before the constructor
 *       is entered. Look for the type {@code BasicBlockEdge} under {@code CfgBuilder.buildConnect}.
 * </ol>
 */
final class BasicBlockEdge {
    private final BasicBlock from;
    private final BasicBlock to;

    BasicBlockEdge(ControlFlowGraph cfg, int fromName, int toName) {
        from = cfg.createNode(fromName);
        to = cfg.createNode(toName);
        from.outEdges().push(toName);
        to.inEdges().push(fromName);
        cfg.addEdge(this);
    }

    BasicBlock from() {
        return from;
    }

    BasicBlock to() {
        return to;
    }

    @Override
    public String toString() {
        return from + "->" + to;
    }
}
