// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/**
 * Saves the JIT work that a program would wait for, by compiler directives (JEP 165) that are added as {@code jcmd
 * Compiler.directives_add} does. Where they are not to be had, the JIT has more to do.
 *
 * <p>The transformer is compiled with C1 only. C2 would be busy with its largest methods for seconds, take tens of
 * megabytes, and throw most of that away: each retransformation invalidates what is being compiled.
 *
 * <p>Runs in the interpreter while the program starts, and every class that it loads is instrumented: so it loads few.
 *
 * <p>C1 calls the hooks, which C2 inlines: its code does not live long, and inlining took a quarter of its time. This one
 * matches all methods, so it is left out where somebody has directives of their own.
 */
final class CompilerDirective {
    private static final String OWN = "io/pprof4j/";

    /** Flags of a JVM without C1. */
    private static final String[] WITHOUT_C1 = {"-XX:-TieredCompilation", "-XX:CompilationMode=high-only"};

    /** Flags of a JVM without C2, or of one where somebody has set the level that is the default. */
    private static final String[] WITHOUT_C2 = {"-XX:TieredStopAtLevel=", "-XX:CompilationMode=quick-only"};

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
        if (!containsAny(flags, WITHOUT_C1)) {
            directives.add("{match: [" + own() + "], c2: {Exclude: true}}");
        }
        if (!containsAny(flags, WITHOUT_C2) && present.indexOf("Directive:") == present.lastIndexOf("Directive:")) {
            directives.add("{match: [\"*.*\"], c1: {inline: [" + notTheHooks() + "]}}");
        }
        return directives.toString();
    }

    private static boolean containsAny(String flags, String[] names) {
        for (String name : names) {
            if (flags.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static void add(Object commands, String directives) throws IOException, ReflectiveOperationException {
        String name = "pprof4j-" + Long.toHexString(System.nanoTime()) + ".json";
        File file = new File(System.getProperty("java.io.tmpdir"), name);
        if (file.createNewFile()) {
            try {
                try (FileOutputStream out = new FileOutputStream(file)) {
                    out.write(directives.getBytes(StandardCharsets.UTF_8));
                }
                run(commands, "Compiler.directives_add \"" + file + "\"");
            } finally {
                if (!file.delete()) {
                    file.deleteOnExit();
                }
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
