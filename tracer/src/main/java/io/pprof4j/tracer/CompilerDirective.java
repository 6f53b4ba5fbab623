// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;

/**
 * Has the JIT compile the transformer with C1 only. C2 would be busy with its largest methods for seconds, on the thread
 * that the program's own code waits for, take tens of megabytes, and throw most of that away: each retransformation
 * invalidates what is being compiled.
 *
 * <p>By a compiler directive (JEP 165), added as {@code jcmd Compiler.directives_add} does. It names pprof4j's classes only.
 * Where there is none to be had, C2 compiles the transformer like anything else.
 */
final class CompilerDirective {
    private static final String OWN = "io/pprof4j/";

    private static boolean added;

    private CompilerDirective() {}

    /** Adds it, unless that was done. Whatever goes wrong is no harm. */
    static synchronized void add(JvmInternals jvm) {
        if (added) {
            return;
        }
        added = true;
        try {
            Object commands = commands(jvm);
            if (hasC1(run(commands, "VM.flags"))) {
                add(commands);
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError notThisJvm) {
            // See above.
        }
    }

    /** Excluded by C2, a method would be interpreted where there is nothing else. */
    static boolean hasC1(String flags) {
        return !flags.contains("-XX:-TieredCompilation") && !flags.contains("-XX:CompilationMode=high-only");
    }

    private static void add(Object commands) throws IOException, ReflectiveOperationException {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir"),
                "pprof4j-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".json");
        if (file.toFile().createNewFile()) {
            try {
                Files.writeString(file, "[{match: [" + patterns() + "], c2: {Exclude: true}}]");
                run(commands, "Compiler.directives_add \"" + file + "\"");
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String patterns() {
        String tracer = pattern(CompilerDirective.class);
        String asm = pattern(ClassReader.class);
        return asm.contains(OWN) ? tracer + "," + asm : tracer;
    }

    private static String pattern(Class<?> type) {
        return "\"" + type.getPackageName().replace('.', '/') + "/*.*\"";
    }

    private static Object commands(JvmInternals jvm) throws ReflectiveOperationException {
        jvm.openDiagnostics();
        return jvm.allocate(Class.forName("com.sun.management.internal.DiagnosticCommandImpl"));
    }

    private static String run(Object commands, String line) throws ReflectiveOperationException {
        Method execute = commands.getClass().getDeclaredMethod("executeDiagnosticCommand", String.class);
        execute.setAccessible(true);
        return (String) execute.invoke(commands, line);
    }
}
