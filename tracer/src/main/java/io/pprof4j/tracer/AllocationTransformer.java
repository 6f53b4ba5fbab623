// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.utility.OpenedClassReader;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites class files. Runs on the threads that load classes, so it stops recording while it works, and whatever
 * fails leaves the class as it was.
 */
final class AllocationTransformer implements ClassFileTransformer {
    private final HookClass hook;
    private final ClassSelection selection;
    private final TransformFailures failures;

    AllocationTransformer(HookClass hook, ClassSelection selection, TransformFailures failures) {
        this.hook = hook;
        this.selection = selection;
        this.failures = failures;
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String internalName, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        return internalName == null ? null : instrument(loader, internalName, false, classFile);
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
            String internalName = OpenedClassReader.of(classFile).getClassName();
            byte[] instrumented = instrument(lookup.getClassLoader(), internalName, true, classFile);
            return instrumented == null ? classFile : instrumented;
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /** Without, a class cannot name itself if nobody else can. */
    private static boolean hasClassLiterals(byte[] classFile) {
        return classFile.length > 7 && ((classFile[6] & 0xFF) << 8 | (classFile[7] & 0xFF)) >= Opcodes.V1_5;
    }

    private byte[] instrument(ClassLoader loader, String internalName, boolean hidden, byte[] classFile) {
        long[] entered = RecorderLink.enter();
        try {
            if (!hidden) {
                countClassFile(entered, classFile);
            }
            return selection.contains(internalName.replace('/', '.'))
                    ? instrument(classFile, form(loader, hidden ? internalName : null))
                    : null;
        } catch (Throwable failure) {
            failures.add(internalName, failure);
            return null;
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /** The JVM copied the class file into this array for us alone; inside a quiet section that counts it already. */
    private static void countClassFile(long[] entered, byte[] classFile) {
        if (entered != null && entered[1] >= 0) {
            RecorderLink.own(classFile.length);
        }
    }

    /** A hidden class is not found by its name: its instances are sampled once they are constructed. */
    private MethodInstrumentation form(ClassLoader loader, String hidden) {
        return hook == HookClass.COUNTING
                ? CountingMethodVisitor.form(loader, hidden)
                : SamplingMethodVisitor.form(
                        hook, type -> type.equals(hidden) ? 0 : RecorderLink.typeIndex(loader, type.replace('/', '.')));
    }

    private byte[] instrument(byte[] classFile, MethodInstrumentation form) {
        Set<String> tooLarge = new HashSet<>();
        while (true) {
            try {
                return instrument(classFile, form, tooLarge);
            } catch (MethodTooLargeException e) {
                if (!tooLarge.add(e.getMethodName() + e.getDescriptor())) {
                    throw e;
                }
            }
        }
    }

    private byte[] instrument(byte[] classFile, MethodInstrumentation form, Set<String> skippedMethods) {
        ClassReader reader = OpenedClassReader.of(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        AllocationClassVisitor visitor = new AllocationClassVisitor(writer, form, skippedMethods);
        reader.accept(visitor, ClassReader.EXPAND_FRAMES);
        return visitor.isChanged() ? writer.toByteArray() : null;
    }
}
