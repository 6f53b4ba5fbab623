// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * An agent between pprof4j's and the observer that spoils what pprof4j made of one class, as a mistake in pprof4j would:
 * so the judges are judged.
 */
public final class ZooVandal implements ClassFileTransformer {
    private final Defect defect;
    private final String victim;

    private ZooVandal(Defect defect, String victim) {
        this.defect = defect;
        this.victim = victim;
    }

    /** A mistake that instrumentation could make. */
    enum Defect {
        /** No operand slots for the arguments of the hook. */
        STACK_TOO_SMALL,
        /** An object is handed out before its constructor has run. */
        OBJECT_BEFORE_CONSTRUCTOR,
        /** One allocation is not counted. */
        LOST_SITE
    }

    public static void premain(String defectAndVictim, Instrumentation instrumentation) {
        int middle = defectAndVictim.indexOf('=');
        Defect defect = Defect.valueOf(defectAndVictim.substring(0, middle));
        instrumentation.addTransformer(new ZooVandal(defect, defectAndVictim.substring(middle + 1)), true);
    }

    static String agentArgument(Path jar, Defect defect, String victim) {
        return "-javaagent:" + jar + "=" + defect + "=" + victim.replace('.', '/');
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        return victim.equals(name) ? spoil(classFile, defect) : null;
    }

    static byte[] spoil(byte[] classFile, Defect defect) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                return new Spoiler(super.visitMethod(access, name, type, signature, thrown), defect);
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static final class Spoiler extends MethodVisitor {
        private final Defect defect;

        private Spoiler(MethodVisitor target, Defect defect) {
            super(Opcodes.ASM9, target);
            this.defect = defect;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(opcode, type);
            if (opcode == Opcodes.NEW && defect == Defect.OBJECT_BEFORE_CONSTRUCTOR) {
                super.visitInsn(Opcodes.DUP);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, ExpectedHooks.HOOK, "object", "(Ljava/lang/Object;)V", false);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
            if (defect == Defect.LOST_SITE && owner.equals(ExpectedHooks.HOOK) && name.equals("made")) {
                super.visitInsn(Opcodes.POP2);
            } else {
                super.visitMethodInsn(opcode, owner, name, type, isInterface);
            }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(defect == Defect.STACK_TOO_SMALL ? Math.max(0, maxStack - 4) : maxStack, maxLocals);
        }
    }
}
