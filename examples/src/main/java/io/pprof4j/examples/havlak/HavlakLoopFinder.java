// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

import java.util.Arrays;

/**
 * Finds the loops of a control flow graph, irreducible ones included, with the algorithm of Paul Havlak, "Nesting of
 * Reducible and Irreducible Loops", TOPLAS 1997. One finder serves one run; not thread-safe.
 *
 * <p>What to see:
 *
 * <ol>
 *   <li>{@link #findLoops} allocates its working memory anew in each run: four arrays, and one node and two lists per
 *       block. This makes it the first line of {@code top -sample_index=alloc_space}, as it was for Go in the article.
 *   <li>The working memory lives as long as its finder. {@link LoopTesterApp} keeps the first finder, so
 *       {@code inuse_space} shows one run's share, and {@code alloc_space} that of all runs.
 *   <li>The article's cure is to keep one working memory for all runs. It is left out on purpose.
 * </ol>
 *
 * <p>Blocks go by their depth-first number here: {@code w} for the header at hand, {@code v} for a predecessor.
 */
final class HavlakLoopFinder {
    private final ControlFlowGraph cfg;
    private final LoopStructureGraph lsg;
    private DepthFirstOrder order;
    private UnionFindNode[] nodes;

    /** The last header whose loop body each block was put into. */
    private int[] bodyOf;

    /** Predecessors that are descendants: sources of the edges that close a loop. */
    private IntList[] backPreds;

    /** The other predecessors. */
    private IntList[] nonBackPreds;

    /** What the edges into a block make of it. */
    private enum HeaderKind {
        NONE,
        SELF,
        REDUCIBLE,
        IRREDUCIBLE
    }

    HavlakLoopFinder(ControlFlowGraph cfg, LoopStructureGraph lsg) {
        this.cfg = cfg;
        this.lsg = lsg;
    }

    /** Adds the loops of the control flow graph to the loop structure graph, inner ones before outer ones. */
    void findLoops() {
        order = new DepthFirstOrder(cfg);
        int reached = order.reached();
        nodes = new UnionFindNode[reached];
        backPreds = new IntList[reached];
        nonBackPreds = new IntList[reached];
        bodyOf = new int[reached];
        Arrays.fill(bodyOf, DepthFirstOrder.UNVISITED);
        for (int name = 0; name < cfg.numBlocks(); name++) {
            int w = order.numberOf(name);
            if (w != DepthFirstOrder.UNVISITED) {
                nodes[w] = new UnionFindNode(cfg.block(name), w);
                backPreds[w] = new IntList();
                nonBackPreds[w] = new IntList();
                sortPredecessors(w);
            }
        }
        // Highest number first: inner loops are collapsed before the loops around them are looked at.
        for (int w = reached - 1; w >= 0; w--) {
            IntList body = new IntList();
            HeaderKind kind = collectBody(w, body);
            if (kind != HeaderKind.NONE) {
                collapse(w, body, lsg.createNewLoop(nodes[w].block().name(), kind != HeaderKind.IRREDUCIBLE));
            }
        }
    }

    private void sortPredecessors(int w) {
        IntList inEdges = nodes[w].block().inEdges();
        for (IntList.Cell edge = inEdges.first(); edge != null; edge = edge.next()) {
            int v = order.numberOf(edge.value());
            if (v != DepthFirstOrder.UNVISITED) {
                IntList preds = order.isAncestor(w, v) ? backPreds[w] : nonBackPreds[w];
                preds.push(v);
            }
        }
    }

    /**
     * Fills the body of the loop with header w: everything from which a back edge of w can be reached without going
     * through w, with each inner loop already collapsed into its header.
     */
    private HeaderKind collectBody(int w, IntList body) {
        HeaderKind kind = HeaderKind.NONE;
        IntList workList = new IntList();
        for (IntList.Cell pred = backPreds[w].first(); pred != null; pred = pred.next()) {
            if (pred.value() == w) {
                kind = HeaderKind.SELF;
            } else {
                addOnce(nodes[pred.value()].findSet().number(), w, body, workList);
            }
        }
        if (!body.isEmpty()) {
            kind = HeaderKind.REDUCIBLE;
        }
        while (!workList.isEmpty()) {
            int x = workList.removeFirst();
            for (IntList.Cell pred = nonBackPreds[x].first(); pred != null; pred = pred.next()) {
                int y = nodes[pred.value()].findSet().number();
                if (!order.isAncestor(w, y)) {
                    // A way into the loop past its header. For the loops around, it is an edge into the header.
                    kind = HeaderKind.IRREDUCIBLE;
                    nonBackPreds[w].push(y);
                } else if (y != w) {
                    addOnce(y, w, body, workList);
                }
            }
        }
        return kind;
    }

    private void addOnce(int x, int w, IntList body, IntList workList) {
        if (bodyOf[x] != w) {
            bodyOf[x] = w;
            body.push(x);
            workList.push(x);
        }
    }

    private void collapse(int w, IntList body, SimpleLoop loop) {
        nodes[w].setLoop(loop);
        for (IntList.Cell cell = body.first(); cell != null; cell = cell.next()) {
            UnionFindNode node = nodes[cell.value()];
            node.union(nodes[w]);
            if (node.loop() == null) {
                loop.addBlock(node.block().name());
            } else {
                node.loop().setParent(loop);
            }
        }
    }
}
