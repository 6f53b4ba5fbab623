// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The loops of one control flow graph as a tree. Its root is an artificial loop that stands for the whole procedure,
 * so that every real loop has a parent. Not thread-safe.
 *
 * <p>What to see: each of the 50 timed iterations fills a graph of its own and drops it. So {@code
 * createNewLoop} is about 51 times as large in {@code alloc_space} as in {@code inuse_space}, where only the first
 * graph is left.
 */
final class LoopStructureGraph {
    /** The root has no block of its own. */
    private static final int NO_BLOCK = -1;

    private final SimpleLoop root = new SimpleLoop(NO_BLOCK, true);
    private final List<SimpleLoop> loops = new ArrayList<>();

    LoopStructureGraph() {
        loops.add(root);
    }

    /** A new loop. Create inner loops before those around them: {@link #calculateNestingLevels} counts on it. */
    SimpleLoop createNewLoop(int header, boolean reducible) {
        SimpleLoop loop = new SimpleLoop(header, reducible);
        loops.add(loop);
        return loop;
    }

    /** Hangs every loop that has no parent under the root, and computes the levels from the inside out. */
    void calculateNestingLevels() {
        // Creation order has children before parents, so one pass does without recursion at any depth of nesting.
        for (SimpleLoop loop : loops.subList(1, loops.size())) {
            if (loop.parent() == null) {
                loop.setParent(root);
            }
            SimpleLoop parent = loop.parent();
            parent.setNestingLevel(Math.max(parent.nestingLevel(), 1 + loop.nestingLevel()));
        }
    }

    /** How many loops are on each level, the innermost first; computed by {@link #calculateNestingLevels}. */
    SortedMap<Integer, Integer> loopsPerLevel() {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        for (SimpleLoop loop : loops) {
            counts.merge(loop.nestingLevel(), 1, Integer::sum);
        }
        return counts;
    }

    /** The number of loops, the artificial root included. */
    int numLoops() {
        return loops.size();
    }

    SimpleLoop root() {
        return root;
    }

    /** All loops, the root first, each before the loops around it; unmodifiable. */
    List<SimpleLoop> loops() {
        return Collections.unmodifiableList(loops);
    }
}
