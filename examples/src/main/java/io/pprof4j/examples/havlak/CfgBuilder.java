// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

/**
 * Draws control flow graphs out of four patterns. Each takes the block to start from and returns the block that it
 * ended with, so that patterns chain.
 *
 * <p>What to see, with {@code tree CfgBuilder} or in the flame graph:
 *
 * <ol>
 *   <li>{@link #buildConnect} is under every other pattern, and all edges are made in it.
 *   <li>The same {@code buildConnect} has several callers. {@code peek buildConnect} splits its bytes: diamonds draw
 *       8 of the 15 edges of a base loop, straight lines 4, the base loop itself 3.
 *   <li>Same sites in {@code inuse_space} and {@code alloc_space}: nothing built here is ever dropped.
 * </ol>
 */
final class CfgBuilder {
    private final ControlFlowGraph cfg;

    CfgBuilder(ControlFlowGraph cfg) {
        this.cfg = cfg;
    }

    /** A fork into two blocks that meet again: four edges, three new blocks, no loop. */
    int buildDiamond(int start) {
        buildConnect(start, start + 1);
        buildConnect(start, start + 2);
        buildConnect(start + 1, start + 3);
        buildConnect(start + 2, start + 3);
        return start + 3;
    }

    /** One edge. */
    void buildConnect(int start, int end) {
        new BasicBlockEdge(cfg, start, end);
    }

    /** A line of {@code n} edges through new blocks. */
    int buildStraight(int start, int n) {
        for (int i = 0; i < n; i++) {
            buildConnect(start + i, start + i + 1);
        }
        return start + n;
    }

    /** Two loops side by side, each around a diamond, in a third loop: ten new blocks, the last outside the loops. */
    int buildBaseLoop(int from) {
        int header = buildStraight(from, 1);
        int diamond1 = buildDiamond(header);
        int d11 = buildStraight(diamond1, 1);
        int diamond2 = buildDiamond(d11);
        int footer = buildStraight(diamond2, 1);
        buildConnect(diamond2, d11);
        buildConnect(diamond1, header);
        buildConnect(footer, from);
        return buildStraight(footer, 1);
    }
}
