// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A {@link ZooProgram} in a JVM that verifies all classes, the JDK's too. Those are exempt by default, and the ones in
 * the archive of class data sharing whatever the flags say.
 */
final class ZooRun {
    private static final long TIMEOUT_SECONDS = 900;
    private static final String VERIFIED = "End class verification for: ";

    private final Path directory;
    private final String name;
    private final Process process;
    private int linesShown;

    private ZooRun(Path directory, String name, ForkedJvm jvm, String[] arguments) throws IOException {
        this.directory = directory;
        this.name = name;
        jvm.jvm(
                "-Xmx2g",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:off",
                "--add-modules=ALL-SYSTEM",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+BytecodeVerificationLocal",
                "-XX:+BytecodeVerificationRemote",
                "-Xlog:class+init=info:file=" + file("log") + ":none:filecount=0");
        process = jvm.start(file("out"), file("err"), ZooProgram.class.getName(), arguments);
    }

    /** The same classes without any agent. */
    static ZooRun plain(Path directory, String name, String classes, Collection<String> only) throws IOException {
        return start(directory, name, ForkedJvm.withoutAgent(), classes, only);
    }

    /**
     * @param options of pprof4j
     * @param between arguments of agents that come after pprof4j's
     * @param classes {@code jdk} or a folder of jars
     * @param only names of the only classes to visit; empty for all
     */
    static ZooRun instrumented(
            Path directory, String name, String options, List<String> between, String classes, Collection<String> only)
            throws IOException {
        Path observer = AgentJar.write(directory, ZooObserver.class);
        ForkedJvm jvm = ForkedJvm.withoutAgent()
                .jvm("-javaagent:" + observer + "=before", "-javaagent:" + ForkedJvm.AGENT_JAR + "=" + options);
        jvm.jvm(between.toArray(new String[0]));
        return start(directory, name, jvm.jvm("-javaagent:" + observer + "=after"), classes, only);
    }

    private static ZooRun start(Path directory, String name, ForkedJvm jvm, String classes, Collection<String> only)
            throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(classes, directory.resolve(name + ".tsv").toString()));
        if (!only.isEmpty()) {
            arguments.add(Files.write(directory.resolve(name + ".only"), only).toString());
        }
        return new ZooRun(directory, name, jvm, arguments.toArray(new String[0]));
    }

    private Path file(String suffix) {
        return directory.resolve(name + "." + suffix);
    }

    /** Waits for the end, passing on the lines that tell of the progress. */
    List<ZooResult> await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!process.waitFor(1, TimeUnit.SECONDS)) {
            showProgress();
            if (System.nanoTime() > deadline) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s: " + name);
            }
        }
        showProgress();
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    name + " ended with " + process.exitValue() + "\n" + Files.readString(file("err")));
        }
        return ZooResult.read(file("tsv"));
    }

    private void showProgress() throws IOException {
        try (Stream<String> lines = Files.lines(file("out"))) {
            List<String> fresh = lines.skip(linesShown).toList();
            fresh.forEach(System.out::println);
            linesShown += fresh.size();
        }
    }

    /** What pprof4j had to say. */
    List<String> messages() throws IOException {
        try (Stream<String> lines = Files.lines(file("err"))) {
            return lines.filter(line -> line.startsWith("pprof4j: ")).toList();
        }
    }

    /** How often the JVM says that it has verified a class of this name. */
    Map<String, Integer> verifications() throws IOException {
        Map<String, Integer> times = new HashMap<>();
        try (Stream<String> lines = Files.lines(file("log"))) {
            lines.filter(line -> line.startsWith(VERIFIED))
                    .forEach(line ->
                            times.merge(line.substring(VERIFIED.length()).strip(), 1, Integer::sum));
        }
        return times;
    }
}
