// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.SiteKind;
import org.objectweb.asm.Label;
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

    private static final int NO_LINE = -1;

    private boolean changed;
    private int line = NO_LINE;
    private DelayedHooks delayed;
    private int arrays;
    private Filling filling;

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

    /** An array that is being filled, by a number of stores that are left, or else {@link ArrayFills by a copy}. */
    private record Filling(Type array, int stores, int local, int line) {}

    boolean isChanged() {
        return changed;
    }

    /** The source line of the current instruction; negative if unknown. */
    final int line() {
        return line;
    }

    /** The delayed hooks of this method; null if there are none. */
    final DelayedHooks delayed() {
        return delayed;
    }

    /** Before anything is visited. */
    final void delay(DelayedHooks hooks) {
        delayed = hooks;
    }

    /** Visits {@code new} of a class, given by its internal name, and counts it. */
    abstract void visitNew(String type);

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
        if (opcode == Opcodes.NEW) {
            changed = true;
            visitNew(type);
            return;
        }
        super.visitTypeInsn(opcode, type);
        if (opcode == Opcodes.ANEWARRAY) {
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
        Type array = Type.getType("[" + element.getDescriptor());
        int fill = delayed == null ? 0 : delayed.array(arrays++);
        if (fill == 0) {
            super.visitInsn(Opcodes.DUP);
            countArray(array, true);
        } else {
            filling = new Filling(array, fill, ~fill, line);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        super.visitInsn(opcode);
        if (filling != null && filling.stores > 0 && opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
            filling = new Filling(filling.array, filling.stores - 1, filling.local, filling.line);
            if (filling.stores == 0) {
                filled();
            }
        }
    }

    private void filled() {
        Filling done = filling;
        filling = null;
        int here = line;
        mark(done.line);
        if (done.local < 0) {
            super.visitInsn(Opcodes.DUP);
        } else {
            super.visitVarInsn(Opcodes.ALOAD, done.local);
        }
        countArray(done.array, true);
        mark(here);
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        line = number;
        super.visitLineNumber(number, start);
    }

    /** What follows belongs to this line. */
    final void mark(int number) {
        if (number != line && number != NO_LINE) {
            Label start = new Label();
            super.visitLabel(start);
            visitLineNumber(number, start);
        }
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
        if (filling != null && name.equals("arraycopy")) {
            filled();
        }
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
