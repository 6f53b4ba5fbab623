// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HavlakLoopFinderTest {
    private final ControlFlowGraph cfg = new ControlFlowGraph();
    private final CfgBuilder builder = new CfgBuilder(cfg);
    private final LoopStructureGraph lsg = new LoopStructureGraph();

    @Test
    void emptyGraphHasNoLoop() {
        assertThat(findLoops()).isEmpty();
    }

    @Test
    void diamondHasNoLoop() {
        builder.buildDiamond(0);
        assertThat(findLoops()).isEmpty();
        assertThat(cfg.numBlocks()).isEqualTo(4);
        assertThat(cfg.numEdges()).isEqualTo(4);
    }

    @Test
    void baseLoopHasTwoLoopsInAThird() {
        assertThat(builder.buildBaseLoop(0)).isEqualTo(10);
        // Block 10 and no other is outside: 0 is the outer header, 1 and 5 those of the loops around a diamond.
        assertThat(findLoops())
                .containsExactly("5[6, 7, 8] level 0 in 0", "1[2, 3, 4] level 0 in 0", "0[9] level 1 in root");
        assertThat(lsg.root().nestingLevel()).isEqualTo(2);
        assertThat(lsg.loopsPerLevel()).containsEntry(0, 2).containsEntry(1, 1).containsEntry(2, 1);
    }

    @Test
    void edgeToItselfIsALoop() {
        builder.buildStraight(0, 2);
        builder.buildConnect(1, 1);
        assertThat(findLoops()).containsExactly("1[] level 0 in root");
    }

    @Test
    void loopWithTwoEntriesIsIrreducible() {
        builder.buildConnect(0, 1);
        builder.buildConnect(0, 2);
        builder.buildConnect(1, 2);
        builder.buildConnect(2, 1);
        assertThat(findLoops()).containsExactly("1[2] level 0 in root irreducible");
    }

    @Test
    void secondEntryFromFurtherOutDoesNotSpoilTheLoopAround() {
        builder.buildStraight(0, 4);
        builder.buildConnect(3, 2);
        builder.buildConnect(1, 3);
        builder.buildConnect(4, 1);
        assertThat(findLoops()).containsExactly("2[3] level 0 in 1 irreducible", "1[4] level 1 in root");
    }

    @Test
    void blocksOutOfReachAreIgnored() {
        cfg.createNode(0);
        cfg.createNode(1);
        builder.buildConnect(1, 0);
        builder.buildConnect(1, 1);
        assertThat(findLoops()).isEmpty();
    }

    @Test
    void depthIsNotLimitedByTheStack() {
        int end = builder.buildStraight(0, 500_000);
        builder.buildConnect(end, 0);
        findLoops();
        assertThat(lsg.numLoops()).isEqualTo(2);
        assertThat(lsg.loops().get(1).header()).isZero();
    }

    private List<String> findLoops() {
        new HavlakLoopFinder(cfg, lsg).findLoops();
        lsg.calculateNestingLevels();
        return lsg.loops().stream().skip(1).map(this::describe).toList();
    }

    private String describe(SimpleLoop loop) {
        String parent = loop.parent() == lsg.root()
                ? "root"
                : String.valueOf(loop.parent().header());
        String kind = loop.isReducible() ? "" : " irreducible";
        return "%d%s level %d in %s%s".formatted(loop.header(), sortedBlocks(loop), loop.nestingLevel(), parent, kind);
    }

    private static List<Integer> sortedBlocks(SimpleLoop loop) {
        List<Integer> names = new ArrayList<>();
        for (IntList.Cell cell = loop.blocks().first(); cell != null; cell = cell.next()) {
            names.add(cell.value());
        }
        return names.stream().sorted().toList();
    }
}
