// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.LocalVariablesSorter;

/** Has the methods of java.base that park, or start a thread, tell the recorder. */
final class ThreadEventCalls extends ClassVisitor {
    static final String THREAD = "java/lang/Thread";
    static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";
    private static final String EVENTS = "io/pprof4j/recorder/ThreadEvents";

    private String className;

    ThreadEventCalls(ClassVisitor target) {
        super(Opcodes.ASM9, target);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        className = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor target = super.visitMethod(access, name, descriptor, signature, exceptions);
        if (className.equals(THREAD)) {
            return new Starting(target);
        }
        boolean parks = (access & Opcodes.ACC_PUBLIC) != 0 && name.startsWith("park");
        return parks ? new Parking(access, descriptor, target) : target;
    }

    /** Before the call of the native method, with the thread that is to be started on the stack. */
    private static final class Starting extends MethodVisitor {
        private Starting(MethodVisitor target) {
            super(Opcodes.ASM9, target);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(THREAD) && name.equals("start0") && descriptor.equals("()V")) {
                super.visitInsn(Opcodes.DUP);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, EVENTS, "starting", "(Ljava/lang/Thread;)V", false);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + 1, maxLocals);
        }
    }

    /** From the first instruction to each return: these methods throw nothing once they have parked. */
    private static final class Parking extends LocalVariablesSorter {
        private int since;

        private Parking(int access, String descriptor, MethodVisitor target) {
            super(Opcodes.ASM9, access, descriptor, target);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            since = newLocal(Type.LONG_TYPE);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, EVENTS, "parking", "()J", false);
            mv.visitVarInsn(Opcodes.LSTORE, since);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                mv.visitVarInsn(Opcodes.LLOAD, since);
                mv.visitMethodInsn(Opcodes.INVOKESTATIC, EVENTS, "parked", "(J)V", false);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, 2), maxLocals);
        }
    }
}
