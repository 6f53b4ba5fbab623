// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

import java.util.Arrays;

/**
 * Numbers the blocks that can be reached from the first one, each before its descendants in the depth-first tree.
 *
 * <p>What to see: the walk goes down more than 100,000 blocks. As a recursion it would overflow a thread's stack of
 * 1 MB, and every sample taken down there would be the same method 128 times over ({@code profstackdepth}). With a
 * stack of its own it needs no {@code -Xss}, and profiles stay readable.
 *
 * <p>Edges are followed in the order of their making, as in the other languages' versions. It matters: which loops
 * an irreducible region is said to have depends on the order, and this one gives the known 76,002.
 */
final class DepthFirstOrder {
    static final int UNVISITED = -1;

    private final ControlFlowGraph cfg;
    private final int[] number;
    private final int[] last;
    private int reached;

    DepthFirstOrder(ControlFlowGraph cfg) {
        this.cfg = cfg;
        number = new int[cfg.numBlocks()];
        last = new int[cfg.numBlocks()];
        Arrays.fill(number, UNVISITED);
        if (number.length > 0) {
            walkFromFirstBlock();
        }
    }

    private void walkFromFirstBlock() {
        int[] path = new int[number.length];
        IntList.Cell[] edgesLeft = new IntList.Cell[number.length];
        int depth = 0;
        edgesLeft[0] = enter(0);
        while (depth >= 0) {
            IntList.Cell edge = edgesLeft[depth];
            if (edge == null) {
                last[path[depth]] = reached - 1;
                depth--;
                continue;
            }
            edgesLeft[depth] = edge.next();
            if (number[edge.value()] == UNVISITED) {
                depth++;
                path[depth] = reached;
                edgesLeft[depth] = enter(edge.value());
            }
        }
    }

    /** Numbers the block and returns its edges. */
    private IntList.Cell enter(int name) {
        number[name] = reached++;
        return cfg.block(name).outEdges().first();
    }

    /** The number of the block of this name, or {@link #UNVISITED}. */
    int numberOf(int name) {
        return number[name];
    }

    /** How many blocks have a number: they are 0 to this, exclusive. */
    int reached() {
        return reached;
    }

    /** Whether number v is w itself or one of its descendants. */
    boolean isAncestor(int w, int v) {
        return w <= v && v <= last[w];
    }
}
