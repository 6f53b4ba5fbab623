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

/**
 * Rewrites class files. Runs on the threads that load classes, so it stops recording while it works, and whatever
 * fails leaves the class as it was.
 */
final class AllocationTransformer implements ClassFileTransformer {
    private final ClassSelection selection;
    private final TransformFailures failures;

    AllocationTransformer(ClassSelection selection, TransformFailures failures) {
        this.selection = selection;
        this.failures = failures;
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
            return selection.contains(internalName.replace('/', '.')) ? instrument(loader, classFile) : null;
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

    private static byte[] instrument(ClassLoader loader, byte[] classFile) {
        Set<String> tooLarge = new HashSet<>();
        while (true) {
            try {
                return instrument(loader, classFile, tooLarge);
            } catch (MethodTooLargeException e) {
                if (!tooLarge.add(e.getMethodName() + e.getDescriptor())) {
                    throw e;
                }
            }
        }
    }

    private static byte[] instrument(ClassLoader loader, byte[] classFile, Set<String> skippedMethods) {
        ClassReader reader = OpenedClassReader.of(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        AllocationClassVisitor visitor = new AllocationClassVisitor(
                writer, skippedMethods, type -> RecorderLink.typeIndex(loader, type.replace('/', '.')));
        reader.accept(visitor, ClassReader.EXPAND_FRAMES);
        return visitor.isChanged() ? writer.toByteArray() : null;
    }
}
