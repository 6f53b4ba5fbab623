// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

import io.pprof4j.examples.Flags;
import io.pprof4j.examples.MemProfileFlag;
import java.io.PrintStream;

/**
 * The loop finder of the Go article "Profiling Go Programs", on the graph that Robert Hundt's "Loop Recognition in
 * C++/Java/Go/Scala" runs in every language: 252,013 blocks, 76,001 loops, and the root that makes 76,002.
 *
 * <pre>
 * java -javaagent:pprof4j.jar -cp examples.jar io.pprof4j.examples.havlak.LoopTesterApp -memprofile mem.pb.gz
 * java -jar pprof4j.jar top mem.pb.gz
 * </pre>
 *
 * <p>What to see:
 *
 * <ol>
 *   <li>{@code top}: what is alive, about 90 MB. The lists ({@code IntList.push}, a third), the first finder's working
 *       memory ({@code findLoops}, a quarter), the blocks ({@code createNode}, a fifth) and the edges ({@code
 *       buildConnect}, a tenth) are nearly all of it.
 *   <li>{@code top -sample_index=alloc_space}: what was ever allocated. {@code findLoops} runs 51 times on the large
 *       graph and comes first, with 99% in its column {@code cum}; the graph is built once and all but vanishes.
 *   <li>{@code peek IntList.push}: one site, seven lists. Callers tell edges from predecessors from loop bodies.
 *   <li>{@code tree buildBaseLoop}: nearly the whole graph is drawn by this one pattern, 25,000 times.
 *   <li>The 15000 dummy loops are the opposite kind of cost: many small runs, nothing left alive.
 * </ol>
 */
public final class LoopTesterApp {
    private static final int LOOP_TREES = 10;
    private static final int LOOPS_PER_TREE = 100;
    private static final int BASE_LOOPS_PER_LOOP = 25;

    /** Static, so that everything it refers to is alive until the JVM has written its last profile. */
    private static final LoopTesterApp APP = new LoopTesterApp();

    private final ControlFlowGraph cfg = new ControlFlowGraph();
    private final LoopStructureGraph lsg = new LoopStructureGraph();
    private final HavlakLoopFinder finder = new HavlakLoopFinder(cfg, lsg);
    private final CfgBuilder builder = new CfgBuilder(cfg);

    LoopTesterApp() {}

    /** Flags: {@code -loops}, {@code -iterations} and {@code -memprofile}; exits with 2 if they are bad. */
    public static void main(String[] args) {
        Flags flags = new Flags("LoopTesterApp")
                .number("loops", 15_000, "dummy loop finder runs on a small graph")
                .number("iterations", 50, "loop finder runs on the large graph, after the first")
                .file(MemProfileFlag.NAME, MemProfileFlag.MEANING);
        if (!flags.parse(args, System.err)) {
            System.exit(2);
        }
        long found = APP.run(flags.number("loops"), flags.number("iterations"), System.out);
        MemProfileFlag.write(flags, System.err);
        APP.report(found, System.out);
    }

    /** Returns how many loops all iterations after the first have found together. */
    long run(int dummyLoops, int iterations, PrintStream out) {
        out.println("Welcome to LoopTesterApp, Java edition");
        out.println("Constructing Simple CFG...");
        buildSimpleCfg();
        out.println(dummyLoops + " dummy loops");
        for (int i = 0; i < dummyLoops; i++) {
            new HavlakLoopFinder(cfg, new LoopStructureGraph()).findLoops();
        }
        out.println("Constructing CFG...");
        buildLargeCfg();
        out.println("Performing Loop Recognition");
        out.println("1 Iteration");
        finder.findLoops();
        out.println("Another " + iterations + " iterations...");
        long found = 0;
        for (int i = 0; i < iterations; i++) {
            out.print('.');
            out.flush();
            LoopStructureGraph dropped = new LoopStructureGraph();
            new HavlakLoopFinder(cfg, dropped).findLoops();
            found += dropped.numLoops();
        }
        out.println();
        return found;
    }

    /** A base loop and an edge into the middle of it. The large graph starts at its blocks 0 to 2. */
    private void buildSimpleCfg() {
        cfg.createNode(0);
        builder.buildBaseLoop(0);
        cfg.createNode(1);
        builder.buildConnect(0, 2);
    }

    private void buildLargeCfg() {
        int n = 2;
        for (int tree = 0; tree < LOOP_TREES; tree++) {
            cfg.createNode(n + 1);
            builder.buildConnect(2, n + 1);
            n++;
            for (int i = 0; i < LOOPS_PER_TREE; i++) {
                int top = n;
                n = builder.buildStraight(n, 1);
                for (int j = 0; j < BASE_LOOPS_PER_LOOP; j++) {
                    n = builder.buildBaseLoop(n);
                }
                int bottom = builder.buildStraight(n, 1);
                builder.buildConnect(n, top);
                n = bottom;
            }
            builder.buildConnect(n, 1);
        }
    }

    /** Prints the loops of the first iteration by nesting level, as one line each would be 76,002 lines. */
    void report(long found, PrintStream out) {
        lsg.calculateNestingLevels();
        out.printf("Graph of %d blocks and %d edges%n", cfg.numBlocks(), cfg.numEdges());
        out.printf("Found %d loops (including artificial root node) (%d)%n", lsg.numLoops(), found);
        lsg.loopsPerLevel()
                .forEach((level, loops) -> out.printf("  nesting level %d: %d %s%n", level, loops, plural(loops)));
    }

    private static String plural(int loops) {
        return loops == 1 ? "loop" : "loops";
    }
}
