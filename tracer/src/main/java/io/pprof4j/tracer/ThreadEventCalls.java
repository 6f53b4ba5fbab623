// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.LocalVariablesSorter;

/** Has the methods of java.base that park, start a thread or release a lock tell the recorder. */
final class ThreadEventCalls extends ClassVisitor {
    private static final String THREAD = "java/lang/Thread";
    private static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";
    private static final String SYNCHRONIZER = "java/util/concurrent/locks/AbstractQueuedSynchronizer";
    private static final String LONG_SYNCHRONIZER = "java/util/concurrent/locks/AbstractQueuedLongSynchronizer";
    private static final String STAMPED_LOCK = "java/util/concurrent/locks/StampedLock";

    /** Internal names of all that this is for. */
    static final List<String> CLASSES = List.of(THREAD, LOCK_SUPPORT, SYNCHRONIZER, LONG_SYNCHRONIZER, STAMPED_LOCK);

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
        return switch (className) {
            case THREAD -> new Starting(target);
            case LOCK_SUPPORT -> {
                boolean parks = (access & Opcodes.ACC_PUBLIC) != 0 && name.startsWith("park");
                yield parks ? new Parking(access, descriptor, target) : target;
            }
            // There, whoever gives up waiting passes on that he was woken; all other methods have released something.
            default -> name.equals("cleanQueue") ? target : new Releasing(name, target);
        };
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

    /** Before the first waiter is woken, which all of these classes do in a method of their own. */
    private static final class Releasing extends MethodVisitor {
        private final String event;

        private Releasing(String method, MethodVisitor target) {
            super(Opcodes.ASM9, target);
            event = method.equals("releaseShared") ? "releasingShared" : "releasing";
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (name.equals("signalNext")) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, EVENTS, event, "(Ljava/lang/Object;)V", false);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + 1, maxLocals);
        }
    }

    /** From the first instruction to each return or exception: a stack may overflow here. */
    private static final class Parking extends LocalVariablesSorter {
        private final Type[] parameters;
        private final Label begin = new Label();
        private int parking;

        private Parking(int access, String descriptor, MethodVisitor target) {
            super(Opcodes.ASM9, access, descriptor, target);
            parameters = Type.getArgumentTypes(descriptor);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            parking = newLocal(Type.LONG_TYPE);
            loadBlocker();
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, EVENTS, "parking", "(Ljava/lang/Object;)J", false);
            mv.visitVarInsn(Opcodes.LSTORE, parking);
            mv.visitLabel(begin);
        }

        private void loadBlocker() {
            if (hasBlocker()) {
                mv.visitVarInsn(Opcodes.ALOAD, 0);
            } else {
                mv.visitInsn(Opcodes.ACONST_NULL);
            }
        }

        private boolean hasBlocker() {
            return parameters.length > 0 && parameters[0].getSort() == Type.OBJECT;
        }

        private void tellParked() {
            mv.visitVarInsn(Opcodes.LLOAD, parking);
            loadBlocker();
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, EVENTS, "parked", "(JLjava/lang/Object;)V", false);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                tellParked();
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            Label end = new Label();
            mv.visitLabel(end);
            mv.visitTryCatchBlock(begin, end, end, null);
            Object[] locals = new Object[parameters.length + 1];
            for (int i = 0; i < parameters.length; i++) {
                locals[i] = parameters[i].getSort() == Type.OBJECT ? parameters[i].getInternalName() : Opcodes.LONG;
            }
            locals[parameters.length] = Opcodes.LONG;
            mv.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
            tellParked();
            mv.visitInsn(Opcodes.ATHROW);
            super.visitMaxs(Math.max(maxStack, 4), maxLocals);
        }
    }
}
