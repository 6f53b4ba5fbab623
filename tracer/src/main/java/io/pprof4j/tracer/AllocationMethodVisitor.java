// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Inserts a call of the hook after each allocation of one method. No branch is added, so all stack map frames stay
 * valid. An object is counted at its {@code new}, even if its constructor throws, and handed in after the constructor
 * returned: the verifier does not let an uninitialised one out. Which {@code new} a constructor call belongs to is read
 * off the operand stack.
 */
final class AllocationMethodVisitor extends MethodVisitor {
    /** The most that inserted code adds to the operand stack. */
    private static final int EXTRA_STACK = 4;

    private static final Type[] PRIMITIVES = primitives();

    private final HookClass hook;
    private final OperandTracker operands;
    private final ToIntFunction<String> typeIndexes;
    private final Map<Label, Integer> allocated = new HashMap<>();
    private boolean changed;

    /**
     * Instruments one method.
     *
     * @param hook that is called
     * @param operands receives the instrumented code
     * @param typeIndexes numbers a type by its internal name; 0 if there are no more numbers
     */
    AllocationMethodVisitor(HookClass hook, OperandTracker operands, ToIntFunction<String> typeIndexes) {
        super(Opcodes.ASM9, operands);
        this.hook = hook;
        this.operands = operands;
        this.typeIndexes = typeIndexes;
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

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        if (opcode == Opcodes.NEW) {
            countNew(type);
        } else if (opcode == Opcodes.ANEWARRAY) {
            countArray(Type.OBJECT);
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        super.visitIntInsn(opcode, operand);
        if (opcode == Opcodes.NEWARRAY) {
            countArray(PRIMITIVES[operand].getSort());
        }
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        super.visitMultiANewArrayInsn(descriptor, dimensions);
        changed = true;
        super.visitInsn(Opcodes.DUP);
        push(dimensions);
        hook.call(mv, "arrays", "(Ljava/lang/Object;I)V");
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
            visitConstructorCall(owner, descriptor);
            return;
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        AllocatingCall call = AllocatingCall.of(opcode, owner, name, descriptor);
        if (call != null) {
            changed = true;
            call.count(mv, hook);
        } else if (AllocatingCall.isArrayClone(owner, name)) {
            countArrayClone(Type.getObjectType(owner));
        } else if (opcode == Opcodes.INVOKESPECIAL
                && name.equals("clone")
                && descriptor.equals("()Ljava/lang/Object;")
                && !isInterface) {
            countSuperClone(owner);
        }
    }

    private void countNew(String type) {
        int index = typeIndexes.applyAsInt(type);
        changed = true;
        if (operands.stack != null) {
            Object top = operands.stack.get(operands.stack.size() - 1);
            if (top instanceof Label label) {
                allocated.put(label, index);
            }
        }
        if (index != 0) {
            push(index);
            hook.call(mv, "constructing", "(I)V");
        }
    }

    private void visitConstructorCall(String owner, String descriptor) {
        int arguments = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
        Label receiver = uninitialized(arguments);
        boolean known = operands.stack != null;
        boolean kept = receiver != null && uninitialized(arguments + 1) == receiver;
        super.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "<init>", descriptor, false);
        if (receiver != null) {
            Integer index = allocated.get(receiver);
            if (index != null) {
                finish(index, kept);
            }
        } else if (!known) {
            // This may be a call of super(): the recorder ignores a type that is not under construction.
            finish(typeIndexes.applyAsInt(owner), false);
        }
    }

    /** @param kept whether the constructed object is on top of the stack */
    private void finish(int index, boolean kept) {
        if (index == 0) {
            if (kept) {
                super.visitInsn(Opcodes.DUP);
                hook.call(mv, "instance", "(Ljava/lang/Object;)V");
            }
            return;
        }
        super.visitInsn(kept ? Opcodes.DUP : Opcodes.ACONST_NULL);
        push(index);
        hook.call(mv, "constructed", "(Ljava/lang/Object;I)V");
    }

    /** The {@code new} that made the operand so far below the top, or null if it is not an uninitialised object. */
    private Label uninitialized(int depth) {
        if (operands.stack == null || operands.stack.size() < depth) {
            return null;
        }
        return operands.stack.get(operands.stack.size() - depth) instanceof Label label ? label : null;
    }

    private void countArray(int elementSort) {
        changed = true;
        super.visitInsn(Opcodes.DUP);
        super.visitInsn(Opcodes.DUP);
        super.visitInsn(Opcodes.ARRAYLENGTH);
        hook.call(mv, AllocatingCall.arrayHook(elementSort), "(Ljava/lang/Object;I)V");
    }

    /** The verifier knows the result as an Object. */
    private void countArrayClone(Type array) {
        int sort = array.getDimensions() == 1 ? array.getElementType().getSort() : Type.OBJECT;
        changed = true;
        super.visitInsn(Opcodes.DUP);
        super.visitTypeInsn(Opcodes.CHECKCAST, sort < Type.ARRAY ? array.getDescriptor() : "[Ljava/lang/Object;");
        super.visitInsn(Opcodes.DUP);
        super.visitInsn(Opcodes.ARRAYLENGTH);
        hook.call(mv, AllocatingCall.arrayHook(sort), "(Ljava/lang/Object;I)V");
    }

    private void countSuperClone(String owner) {
        int index = typeIndexes.applyAsInt(owner);
        if (index != 0) {
            changed = true;
            super.visitInsn(Opcodes.DUP);
            push(index);
            hook.call(mv, "superClone", "(Ljava/lang/Object;I)V");
        }
    }

    private void push(int value) {
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
