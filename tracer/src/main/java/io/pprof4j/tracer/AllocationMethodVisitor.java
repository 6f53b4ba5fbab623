// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.SiteKind;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds the allocations of one method, and inserts a call of the hook after each. What the call passes is up to the
 * form of the instrumentation. No branch is added, so all stack map frames stay valid.
 */
abstract class AllocationMethodVisitor extends MethodVisitor {
    /** The most that inserted code adds to the operand stack. */
    private static final int EXTRA_STACK = 4;

    private static final Type[] PRIMITIVES = primitives();

    private boolean changed;

    /** @param target receives the instrumented code */
    AllocationMethodVisitor(MethodVisitor target) {
        super(Opcodes.ASM9, target);
    }

    private static Type[] primitives() {
        Type[] types = new Type[Opcodes.T_LONG + 1];
        types[Opcodes.T_BOOLEAN] = Type.BOOLEAN_TYPE;
        types[Opcodes.T_CHAR] = Type.CHAR_TYPE;
        types[Opcodes.T_FLOAT] = Type.FLOAT_TYPE;
        types[Opcodes.T_DOUBLE] = Type.DOUBLE_TYPE;
        types[Opcodes.T_BYTE] = Type.BYTE_TYPE;
        types[Opcodes.T_SHORT] = Type.SHORT_TYPE;
        types[Opcodes.T_INT] = Type.INT_TYPE;
        types[Opcodes.T_LONG] = Type.LONG_TYPE;
        return types;
    }

    boolean isChanged() {
        return changed;
    }

    /** After {@code new} of a class, given by its internal name. */
    abstract void countNew(String type);

    /**
     * Consumes the array on top of the stack.
     *
     * @param exact whether it is of this type, not of one below
     */
    abstract void countArray(Type array, boolean exact);

    /** Consumes what the hook's method takes, which is on the stack. */
    abstract void count(SiteKind kind, String method, String descriptor);

    /** The number of a type, by its internal name; 0 if there are no more numbers. */
    abstract int typeIndex(String type);

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        if (opcode == Opcodes.NEW) {
            changed = true;
            countNew(type);
        } else if (opcode == Opcodes.ANEWARRAY) {
            countNewArray(Type.getObjectType(type));
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        super.visitIntInsn(opcode, operand);
        if (opcode == Opcodes.NEWARRAY) {
            countNewArray(PRIMITIVES[operand]);
        }
    }

    private void countNewArray(Type element) {
        changed = true;
        super.visitInsn(Opcodes.DUP);
        countArray(Type.getType("[" + element.getDescriptor()), true);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        super.visitMultiANewArrayInsn(descriptor, dimensions);
        changed = true;
        super.visitInsn(Opcodes.DUP);
        push(dimensions);
        count(SiteKind.ANY_ARRAY, "arrays", "(Ljava/lang/Object;I)V");
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        AllocatingCall call = AllocatingCall.of(opcode, owner, name, descriptor);
        if (call != null) {
            changed = true;
            call.count(mv, this);
        } else if (AllocatingCall.isArrayClone(owner, name)) {
            countArrayClone(Type.getObjectType(owner));
        } else if (AllocatingCall.isSuperClone(opcode, name, descriptor) && !isInterface) {
            countSuperClone(owner);
        }
    }

    /** The verifier knows the result as an Object. */
    private void countArrayClone(Type array) {
        boolean primitive = array.getDimensions() == 1 && array.getElementType().getSort() < Type.ARRAY;
        changed = true;
        super.visitInsn(Opcodes.DUP);
        super.visitTypeInsn(Opcodes.CHECKCAST, primitive ? array.getDescriptor() : "[Ljava/lang/Object;");
        countArray(array, primitive);
    }

    private void countSuperClone(String owner) {
        int index = typeIndex(owner);
        if (index != 0) {
            changed = true;
            super.visitInsn(Opcodes.DUP);
            push(index);
            count(SiteKind.ANY_TYPE, "superClone", "(Ljava/lang/Object;I)V");
        }
    }

    final void push(int value) {
        if (value <= 5) {
            super.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value <= Byte.MAX_VALUE) {
            super.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value <= Short.MAX_VALUE) {
            super.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            super.visitLdcInsn(value);
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack + EXTRA_STACK, maxLocals);
    }
}
