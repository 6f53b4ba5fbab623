// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;

/**
 * Saves the JIT work that a program would wait for, by compiler directives (JEP 165) that are added as {@code jcmd
 * Compiler.directives_add} does. Where they are not to be had, the JIT has more to do.
 *
 * <p>The transformer is compiled with C1 only. C2 would be busy with its largest methods for seconds, take tens of
 * megabytes, and throw most of that away: each retransformation invalidates what is being compiled.
 *
 * <p>C1 calls the hooks instead of inlining them, as C2 does: its code does not live long, and the hooks made it two
 * thirds larger. It matches all methods, so it is left out where somebody has directives of their own.
 */
final class CompilerDirective {
    private static final String OWN = "io/pprof4j/";
    private static final Pattern WITHOUT_C1 = Pattern.compile("-XX:(-TieredCompilation|CompilationMode=high-only)\\b");
    private static final Pattern WITHOUT_C2 =
            Pattern.compile("-XX:(TieredStopAtLevel=[0-3]|CompilationMode=quick-only)\\b");

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
            String directives = directives(run(commands, "VM.flags"), run(commands, "Compiler.directives_print"));
            if (!directives.equals("[]")) {
                add(commands, directives);
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError notThisJvm) {
            // See above.
        }
    }

    /**
     * What to add, in the directives' own language.
     *
     * @param flags what {@code VM.flags} prints
     * @param present what {@code Compiler.directives_print} prints
     */
    static String directives(String flags, String present) {
        List<String> directives = new ArrayList<>();
        // Excluded by C2, a method would be interpreted where there is nothing else.
        if (!WITHOUT_C1.matcher(flags).find()) {
            directives.add("{match: [" + own() + "], c2: {Exclude: true}}");
        }
        if (!WITHOUT_C2.matcher(flags).find() && present.indexOf("Directive:") == present.lastIndexOf("Directive:")) {
            directives.add("{match: [\"*.*\"], c1: {inline: [" + notTheHooks() + "]}}");
        }
        return directives.toString();
    }

    private static void add(Object commands, String directives) throws IOException, ReflectiveOperationException {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir"),
                "pprof4j-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".json");
        if (file.toFile().createNewFile()) {
            try {
                Files.writeString(file, directives);
                run(commands, "Compiler.directives_add \"" + file + "\"");
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String notTheHooks() {
        List<String> patterns = new ArrayList<>();
        for (HookClass hook : HookClass.values()) {
            patterns.add("\"-" + hook.internalName() + ".*\"");
        }
        return String.join(",", patterns);
    }

    private static String own() {
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
