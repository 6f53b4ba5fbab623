// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.ClassFileVersion;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * The class that instrumented code calls: the recorder's template, moved into {@code java.lang}. There every class
 * loader finds it, OSGi's too; it may touch a field of {@link Thread}; the JIT honours its inlining annotations; and
 * no jar has to be appended to the boot class path, which would switch off class data sharing.
 */
final class HookClass {
    static final String NAME = "java.lang.PprofAllocationHook";
    static final String INTERNAL_NAME = "java/lang/PprofAllocationHook";

    private static final String RECORDER = "io/pprof4j/recorder/";
    private static final String TEMPLATE = RECORDER + "AllocationHook";
    private static final String COUNTDOWN = RECORDER + "Countdown";
    private static final String FIELD = "threadLocalRandomSecondarySeed";
    private static final String ANNOTATIONS = "jdk/internal/vm/annotation/";

    private HookClass() {}

    /** The class file of the hook for this JVM. */
    static byte[] bytes() throws IOException {
        try (InputStream in = HookClass.class.getResourceAsStream("/" + TEMPLATE + ".class")) {
            if (in == null) {
                throw new IOException("class file " + TEMPLATE + " is missing beside the tracer");
            }
            ClassReader template = new ClassReader(in.readAllBytes());
            ClassWriter hook = new ClassWriter(0);
            SimpleRemapper names = new SimpleRemapper(
                    Opcodes.ASM9,
                    java.util.Map.of(
                            TEMPLATE,
                            INTERNAL_NAME,
                            RECORDER + "Inlined",
                            ANNOTATIONS + "ForceInline",
                            RECORDER + "NotInlined",
                            ANNOTATIONS + "DontInline"));
            template.accept(new ClassRemapper(new FieldAccess(hook), names), 0);
            return hook.toByteArray();
        }
    }

    /** Puts the field of Thread in the place of the calls that stand for it. */
    private static final class FieldAccess extends ClassVisitor {
        private FieldAccess(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            super.visit(
                    ClassFileVersion.JAVA_V17.getMinorMajorVersion(), access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    if (owner.equals(COUNTDOWN)) {
                        int access = method.equals("get") ? Opcodes.GETFIELD : Opcodes.PUTFIELD;
                        visitFieldInsn(access, "java/lang/Thread", FIELD, "I");
                    } else {
                        super.visitMethodInsn(opcode, owner, method, type, isInterface);
                    }
                }
            };
        }
    }
}
