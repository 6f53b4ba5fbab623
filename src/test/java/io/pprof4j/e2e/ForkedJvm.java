// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A JVM of the same version as the tests', with the agent or without. The only place that starts processes. */
final class ForkedJvm {
    static final Path AGENT_JAR = Path.of(System.getProperty("pprof4j.jar"));
    static final Path ROOT = Path.of(System.getProperty("pprof4j.root"));
    private static final long TIMEOUT_SECONDS = 300;

    private final List<String> jvmArguments = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private String classPath = System.getProperty("java.class.path");

    /** What a finished process left behind. */
    record Result(int exitCode, String out, String err) {}

    /** A JVM that records allocations, with these agent options. */
    static ForkedJvm withAgent(String options) {
        return withoutAgent().jvm(agent(options));
    }

    /** The argument that starts the agent. */
    static String agent(String options) {
        return "-javaagent:" + AGENT_JAR + (options.isEmpty() ? "" : "=" + options);
    }

    static ForkedJvm withoutAgent() {
        return new ForkedJvm();
    }

    ForkedJvm jvm(String... arguments) {
        jvmArguments.addAll(Arrays.asList(arguments));
        return this;
    }

    /**
     * Without the optimizing compiler, which works on the agent's own start for longer than a short program runs. For what
     * does not depend on how the program is compiled.
     */
    ForkedJvm lightlyCompiled() {
        return jvm("-XX:TieredStopAtLevel=1");
    }

    ForkedJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ForkedJvm classPath(String path) {
        classPath = path;
        return this;
    }

    /** Runs the class' main method to its end. */
    Result run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        return run(main.getName(), arguments);
    }

    Result run(String main, String... arguments) throws IOException, InterruptedException {
        List<String> command = command(main, arguments);
        return finish(command, environment);
    }

    /** Starts the class' main method; its output goes to these files. */
    Process start(Path out, Path err, String main, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(main, arguments));
        builder.environment().putAll(environment);
        return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    /** Runs the class' main method with a closed standard error. */
    Result runWithoutStandardError(Class<?> main) throws IOException, InterruptedException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>&-", "sh"));
        shell.addAll(command(main.getName()));
        return finish(shell, environment);
    }

    /** Starts another program, such as a browser; its output goes to these files. */
    static Process start(List<String> command, Path out, Path err) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Runs another program, such as {@code go}, to its end. */
    static Result command(List<String> command) throws IOException, InterruptedException {
        return finish(command, Map.of());
    }

    /** The same, with more in its environment. */
    static Result command(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        return finish(command, environment);
    }

    private List<String> command(String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(classPath);
        command.add(main);
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static Result finish(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("forked", ".out");
        Path err = Files.createTempFile("forked", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s: " + command + "\n"
                        + Files.readString(out) + Files.readString(err));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
