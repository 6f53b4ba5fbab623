// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

/**
 * A loop: its header, the blocks that belong to no loop further in, and the loop around it.
 *
 * <p>What to see: {@code type} tells the same site's objects apart. {@code findLoops} reaches this class through
 * {@code createNewLoop}; the blocks are names in an {@link IntList}, so they count as list pushes.
 */
final class SimpleLoop {
    private final int header;
    private final boolean reducible;
    private final IntList blocks = new IntList();
    private SimpleLoop parent;
    private int nestingLevel;

    /** A loop entered at the block named so; irreducible if it has a second entry elsewhere. */
    SimpleLoop(int header, boolean reducible) {
        this.header = header;
        this.reducible = reducible;
    }

    void addBlock(int name) {
        blocks.push(name);
    }

    void setParent(SimpleLoop loop) {
        parent = loop;
    }

    void setNestingLevel(int level) {
        nestingLevel = level;
    }

    int header() {
        return header;
    }

    boolean isReducible() {
        return reducible;
    }

    /** Names of the blocks directly in this loop, without its header. */
    IntList blocks() {
        return blocks;
    }

    /** The smallest loop around this one; null if none is known. */
    SimpleLoop parent() {
        return parent;
    }

    /** 0 for a loop without a loop inside, otherwise one more than the highest level inside. */
    int nestingLevel() {
        return nestingLevel;
    }
}
