// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.StacksMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What each profile costs while it is on, and how long it takes to ask for one that has many stacks. */
final class ProfilesPart {
    private static final String CPU = "CPU ms/op";
    private static final String WALL = "wall ms/op";

    private final BenchOptions options;
    private final Contenders contenders;
    private final Fork fork;

    ProfilesPart(BenchOptions options, Contenders contenders, Fork fork) {
        this.options = options;
        this.contenders = contenders;
        this.fork = fork;
    }

    String run() throws IOException, InterruptedException {
        int port = freePort();
        List<Contender> all = options.among(contenders.ofProfiles(port));
        URI scraped = URI.create("http://localhost:" + port + "/debug/pprof/goroutine");
        Grid grid = new Grid("profiles", options.programs(), all, options.rounds())
                .measure((program, contender) -> measure(program, contender, scraped));
        return new ContenderTable(grid, "CPU, ratio to none").renderRatios(CPU)
                + "\n"
                + new ContenderTable(grid, "time, ratio to none").renderRatios(WALL)
                + "\n"
                + scrapes(port)
                + grid.failures();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Map<String, Double> measure(String program, Contender contender, URI scraped)
            throws IOException, InterruptedException {
        boolean asked = contender.name().equals(Contenders.SCRAPED);
        Readings read;
        try (Scraper scraper = asked ? Scraper.start(scraped) : null) {
            read = fork.program(program, contender, options);
            if (asked && scraper.scrapes() == 0) {
                throw new IOException("no scrape was answered");
            }
        }
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
