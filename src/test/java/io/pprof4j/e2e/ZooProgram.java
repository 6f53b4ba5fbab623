// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.e2e.ZooResult.Transformed;
import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loads and links every class of the JDK or of a folder of jars, without running any code of theirs, and writes what
 * came of each. Arguments: {@code jdk} or the folder; the file to write; perhaps a file with the names of the only
 * classes to visit.
 */
public final class ZooProgram {
    private static final int BATCH = 100;

    private final List<Visited> visited = new ArrayList<>();
    private final Map<Class<?>, String> failures = new HashMap<>();

    private ZooProgram() {}

    /** A class after linking; {@code type} is null if it could not be loaded. */
    private record Visited(ZooGroup group, String name, Class<?> type, String outcome) {
        ClassLoader loader() {
            return type == null ? group.loader() : type.getClassLoader();
        }

        ZooObserver.Observation observation() {
            return ZooObserver.of(loader(), name);
        }
    }

    public static void main(String[] arguments) throws Exception {
        awaitInstrumented();
        ZooProgram program = new ZooProgram();
        boolean jdk = arguments[0].equals("jdk");
        Set<String> only = arguments.length < 3 ? null : Set.copyOf(Files.readAllLines(Path.of(arguments[2])));
        for (ZooGroup group : jdk ? ZooGroup.ofJdk() : ZooGroup.ofJars(Path.of(arguments[0]))) {
            program.visit(only == null ? group : group.only(only));
        }
        program.retransformUnseen();
        program.write(Path.of(arguments[1]));
    }

    /** The agent does what was loaded before it in the background, and tells of what failed only then. */
    static void awaitInstrumented() throws InterruptedException {
        while (RecorderLink.snapshot().instrumenting()) {
            Thread.sleep(50);
        }
    }

    private void visit(ZooGroup group) {
        if (group.classNames().isEmpty()) {
            return;
        }
        long begin = System.nanoTime();
        int sites = 0;
        for (String name : group.classNames()) {
            Visited one = link(group, name);
            visited.add(one);
            ZooObserver.Observation observation = one.observation();
            sites += observation == null ? 0 : observation.judgement().sites();
        }
        System.out.println("zoo: " + group.name() + ": " + group.classNames().size() + " classes, " + sites + " sites, "
                + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    /** Reflection links a class before it lists its members: that verifies it, and runs nothing of it. */
    private static Visited link(ZooGroup group, String name) {
        Class<?> type = null;
        try {
            type = Class.forName(name, false, group.loader());
            Object unused = type.isInterface() ? type.getDeclaredMethods() : type.getDeclaredConstructors();
            return new Visited(group, name, type, ZooResult.LINKED);
        } catch (Throwable failure) {
            return new Visited(group, name, type, describe(failure));
        }
    }

    /** Without what differs from one JVM to the next. */
    private static String describe(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("").replaceAll("@[0-9a-f]+", "@");
    }

    /** Classes that were there before the agents, or went past the transformers. */
    private void retransformUnseen() {
        if (ZooObserver.last() == null) {
            return;
        }
        List<Class<?>> unseen = new ArrayList<>();
        for (Visited one : visited) {
            if (one.type != null && one.observation() == null && isModifiable(one.type)) {
                unseen.add(one.type);
            }
        }
        for (int i = 0; i < unseen.size(); i += BATCH) {
            retransform(ZooObserver.last(), unseen.subList(i, Math.min(i + BATCH, unseen.size())));
        }
        System.out.println("zoo: " + unseen.size() + " classes transformed again");
    }

    private static boolean isModifiable(Class<?> type) {
        return ZooObserver.last() == null || ZooObserver.last().isModifiableClass(type);
    }

    private void retransform(Instrumentation instrumentation, List<Class<?>> batch) {
        try {
            instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
        } catch (Throwable failure) {
            if (batch.size() == 1) {
                failures.put(batch.get(0), "retransformed: " + describe(failure));
            } else {
                int half = batch.size() / 2;
                retransform(instrumentation, batch.subList(0, half));
                retransform(instrumentation, batch.subList(half, batch.size()));
            }
        }
    }

    private void write(Path file) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            for (Visited one : visited) {
                out.println(result(one).line());
            }
        }
    }

    private ZooResult result(Visited one) {
        String failure = failures.get(one.type);
        String outcome = failure == null ? one.outcome : failure;
        ZooObserver.Observation observation = one.observation();
        if (observation == null) {
            boolean modifiable = one.type == null || isModifiable(one.type);
            Transformed not = modifiable ? Transformed.UNSEEN : Transformed.UNMODIFIABLE;
            return new ZooResult(one.group.name(), one.name, outcome, not, 0, Map.of(), "");
        }
        Transformed transformed = transformed(one, observation);
        String defect = observation.judgement().defect();
        if (transformed == Transformed.EXEMPT) {
            defect += observation.asmFindings().get();
        }
        return new ZooResult(
                one.group.name(),
                one.name,
                outcome,
                transformed,
                observation.judgement().sites(),
                observation.judgement().skipped(),
                defect);
    }

    private Transformed transformed(Visited one, ZooObserver.Observation observation) {
        if (!observation.changed()) {
            return Transformed.UNCHANGED;
        }
        if (one.type != null && UnverifiedClasses.contain(one.type)) {
            return Transformed.EXEMPT;
        }
        return observation.retransformed() ? Transformed.RETRANSFORMED : Transformed.LOADED;
    }
}
