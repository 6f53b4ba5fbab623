// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites class files. Runs on the threads that load classes, so it stops recording while it works, and whatever
 * fails leaves the class as it was.
 */
final class AllocationTransformer implements ClassFileTransformer {
    private final ClassSelection selection;

    /** Otherwise {@link StringChains} could not tell what was merged. */
    private final boolean mergesStrings;

    private final TransformFailures failures;
    private final LoadedClasses loaded;
    private final ProgramStart start;
    private final AtomicInteger instrumented = new AtomicInteger();
    private volatile HookClass hook = HookClass.SAMPLING;

    /**
     * @param loaded is told of the classes that come here as they are loaded
     * @param start likewise; classes that precede it are left as they are
     */
    AllocationTransformer(
            ClassSelection selection, TransformFailures failures, LoadedClasses loaded, ProgramStart start) {
        this.selection = selection;
        mergesStrings = selection.contains("java.lang.AbstractStringBuilder");
        this.failures = failures;
        this.loaded = loaded;
        this.start = start;
    }

    /** Which hook the classes that come from now on are to call. */
    void use(HookClass form) {
        hook = form;
    }

    /** Class files rewritten so far. */
    int instrumented() {
        return instrumented.get();
    }

    /** Classes that could not be instrumented. */
    int skipped() {
        return failures.count();
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String internalName, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (internalName == null) {
            return null;
        }
        long[] entered = RecorderLink.enter();
        try {
            countClassFile(entered, classFile);
            if (redefined == null) {
                if (start.precedes(loader)) {
                    return null;
                }
                loaded.add(loader, internalName);
            }
            return instrument(loader, internalName, false, classFile);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /**
     * A hidden class, before it is defined: string concatenation since JDK 23 and {@code Foo::new} allocate in one.
     * Compiled lambda forms allocate through other JDK classes only.
     *
     * @param lookup the class on whose behalf it is defined
     */
    byte[] transformHidden(Class<?> lookup, byte[] classFile) {
        if (lookup.getName().startsWith("java.lang.invoke.") || !hasClassLiterals(classFile)) {
            return classFile;
        }
        long[] entered = RecorderLink.enter();
        try {
            String internalName = new ClassFile(classFile).className();
            byte[] rewritten = instrument(lookup.getClassLoader(), internalName, true, classFile);
            return rewritten == null ? classFile : rewritten;
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /** Without, a class cannot name itself if nobody else can. */
    private static boolean hasClassLiterals(byte[] classFile) {
        return classFile.length > 7 && (((classFile[6] & 0xFF) << 8) | (classFile[7] & 0xFF)) >= Opcodes.V1_5;
    }

    /** The JVM copied the class file into this array for us alone; inside a quiet section that counts it already. */
    private static void countClassFile(long[] entered, byte[] classFile) {
        if (entered != null && entered[1] >= 0) {
            RecorderLink.own(classFile.length);
        }
    }

    private byte[] instrument(ClassLoader loader, String internalName, boolean hidden, byte[] classFile) {
        try {
            if (!selection.contains(internalName.replace('/', '.'))) {
                return null;
            }
            byte[] rewritten = instrument(classFile, form(loader, hidden ? internalName : null));
            if (rewritten != null) {
                instrumented.getAndIncrement();
            }
            return rewritten;
        } catch (Throwable failure) {
            failures.add(internalName, failure);
            return null;
        }
    }

    private MethodInstrumentation form(ClassLoader loader, String hidden) {
        return hook == HookClass.COUNTING
                ? new CountingMethodVisitor.Form(loader, hidden)
                : new SamplingMethodVisitor.Form(hook, new TypeNumbers(loader, hidden), mergesStrings);
    }

    /** The numbers of the types that a class of this loader names. */
    private record TypeNumbers(ClassLoader loader, String hidden) implements ToIntFunction<String> {
        /** A hidden class is not found by its name: its instances are sampled once they are constructed. */
        @Override
        public int applyAsInt(String type) {
            return type.equals(hidden) ? 0 : RecorderLink.typeIndex(loader, type.replace('/', '.'));
        }
    }

    /** Returns null if there is nothing to instrument. */
    private byte[] instrument(byte[] classFile, MethodInstrumentation form) {
        AllocationScan scan = AllocationScan.of(classFile);
        if (!scan.allocates()) {
            return null;
        }
        Set<String> grown = new HashSet<>();
        Set<String> skippedMethods = scan.untouchedMethods();
        byte[] rewritten = null;
        boolean again;
        do {
            again = false;
            try {
                rewritten = instrument(classFile, form, skippedMethods, scan.delayedHooks());
                again = rewritten != null
                        && scan.hasLongCode()
                        && grown.addAll(HugeMethods.grown(classFile, rewritten));
            } catch (MethodTooLargeException e) {
                again = grown.add(e.getMethodName() + e.getDescriptor());
                if (!again) {
                    throw e;
                }
            }
            skippedMethods.addAll(grown);
        } while (again);
        failures.addMethods(grown.size());
        return rewritten;
    }

    private static byte[] instrument(
            byte[] classFile,
            MethodInstrumentation form,
            Set<String> skippedMethods,
            Map<String, DelayedHooks> delayed) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        AllocationClassVisitor visitor = new AllocationClassVisitor(writer, form, skippedMethods, delayed);
        reader.accept(visitor, ClassReader.EXPAND_FRAMES);
        return visitor.isChanged() ? writer.toByteArray() : null;
    }
}
