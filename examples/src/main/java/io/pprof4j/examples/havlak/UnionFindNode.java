// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

/**
 * A block as the loop finder sees it: its number in depth-first order, and the set of blocks that it was merged into.
 * The sets are Tarjan's union-find with path compression.
 *
 * <p>What to see: one such node per block and run, allocated in {@code findLoops} itself. With the two lists beside it,
 * it is most of what that function owns. All of it is garbage as soon as the finder is.
 */
final class UnionFindNode {
    private final BasicBlock block;
    private final int number;
    private UnionFindNode parent = this;
    private SimpleLoop loop;

    UnionFindNode(BasicBlock block, int number) {
        this.block = block;
        this.number = number;
    }

    /** The representative of this node's set. Shortens the way there for later calls. */
    UnionFindNode findSet() {
        UnionFindNode set = this;
        while (set.parent != set) {
            set = set.parent;
        }
        // A loop instead of recursion, as chains get as long as the graph; and it allocates nothing.
        UnionFindNode node = this;
        while (node.parent != set) {
            UnionFindNode next = node.parent;
            node.parent = set;
            node = next;
        }
        return set;
    }

    /** Merges the set that this node represents into the other's. */
    void union(UnionFindNode other) {
        parent = other;
    }

    BasicBlock block() {
        return block;
    }

    /** The position in depth-first order. */
    int number() {
        return number;
    }

    /** The loop that this node is the header of, or null. */
    SimpleLoop loop() {
        return loop;
    }

    void setLoop(SimpleLoop loop) {
        this.loop = loop;
    }
}
