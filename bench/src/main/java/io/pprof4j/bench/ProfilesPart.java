// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.StacksMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What each profile costs while it is on, and how long it takes to ask for one that has many stacks. */
final class ProfilesPart {
    private static final String CPU = "CPU ms/op";
    private static final String WALL = "wall ms/op";

    /** Has two scrapes in it. */
    private static final double TURN_SECONDS = 2;

    private final BenchOptions options;
    private final Contenders contenders;
    private final Fork fork;
    private final ProgramTurns turns;

    ProfilesPart(BenchOptions options, Contenders contenders, Fork fork, Path work) {
        this.options = options;
        this.contenders = contenders;
        this.fork = fork;
        this.turns = new ProgramTurns(work, options, TURN_SECONDS);
    }

    String run() throws IOException, InterruptedException {
        int asked = freePort();
        List<Contender> all = options.among(contenders.ofProfiles(freePort(), asked));
        URI scraped = URI.create("http://localhost:" + asked + "/debug/pprof/goroutine");
        Grid grid = new Grid("profiles", options.programs(), all, options.rounds())
                .measureInTurns(
                        turns.turns(),
                        (program, contender) -> start(program, contender, scraped),
                        (contender, read) -> quantities(read));
        return new ContenderTable(grid, "CPU, ratio to none").renderRatios(CPU)
                + "\n"
                + new ContenderTable(grid, "time, ratio to none").renderRatios(WALL)
                + "\n"
                + scrapes(freePort())
                + grid.failures();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Entrant start(String program, Contender contender, URI scraped) throws IOException {
        ProgramFork started = turns.start(program, contender, FixedHeap.large().arguments());
        return contender.name().equals(Contenders.SCRAPED)
                ? new ScrapedFork(started, scraped, new AtomicInteger())
                : started;
    }

    private static Map<String, Double> quantities(Readings read) {
        return Map.of(
                CPU, read.per("cpuNanos", "operations") / 1e6,
                WALL, read.per("wallNanos", "operations") / 1e6);
    }

    /** Asked for by the program itself, so that nothing else has to be awake. */
    private String scrapes(int port) throws InterruptedException {
        MarkdownTable table = new MarkdownTable(
                List.of(StacksMain.STACKS + " stacks, ms to scrape", "median", "fastest", "slowest", "first", "kB"));
        try {
            Contender served = contenders.servingStacks(port);
            Readings read = fork.run(served, StacksMain.JVM_ARGUMENTS, StacksMain.class, Integer.toString(port))
                    .readings();
            for (String path : StacksMain.PATHS) {
                table.row(List.of(
                        path,
                        millis(read.get(path + "_median")),
                        millis(read.get(path + "_fastest")),
                        millis(read.get(path + "_slowest")),
                        millis(read.get(path + "_first")),
                        Numbers.format("%.0f", read.get(path + "_bytes") / 1024.0)));
            }
            return table.render();
        } catch (IOException | IllegalArgumentException failure) {
            return "Failed: scrapes: " + failure.getMessage() + "\n";
        }
    }

    private static String millis(long nanos) {
        return Numbers.format("%.1f", nanos / 1e6);
    }
}
