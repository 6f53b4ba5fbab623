// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.SiteKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Instruments a method for sampling. An object is counted at its {@code new}, even if its constructor throws, and
 * handed in after the constructor returned: the verifier does not let an uninitialised one out. Which {@code new} a
 * constructor call belongs to is read off the operand stack.
 */
final class SamplingMethodVisitor extends AllocationMethodVisitor {
    private final HookClass hook;
    private final OperandTracker operands;
    private final ToIntFunction<String> typeIndexes;
    private final Map<Label, Integer> allocated = new HashMap<>();

    /**
     * Instruments one method.
     *
     * @param hook that is called
     * @param operands receives the instrumented code
     * @param typeIndexes numbers a type by its internal name; 0 if there are no more numbers
     */
    SamplingMethodVisitor(HookClass hook, OperandTracker operands, ToIntFunction<String> typeIndexes) {
        super(operands);
        this.hook = hook;
        this.operands = operands;
        this.typeIndexes = typeIndexes;
    }

    /** This form of the instrumentation. */
    record Form(HookClass hook, ToIntFunction<String> typeIndexes) implements MethodInstrumentation {
        @Override
        public AllocationMethodVisitor visitor(
                String owner, String sourceFile, int access, String name, String descriptor, MethodVisitor target) {
            OperandTracker operands = new OperandTracker(owner, access, name, descriptor, target);
            return new SamplingMethodVisitor(hook, operands, typeIndexes);
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
            visitConstructorCall(owner, descriptor);
        } else {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }

    @Override
    void countNew(String type) {
        int index = typeIndex(type);
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

    @Override
    void countArray(Type array, boolean exact) {
        super.visitInsn(Opcodes.DUP);
        super.visitInsn(Opcodes.ARRAYLENGTH);
        hook.call(mv, arrayHook(array), "(Ljava/lang/Object;I)V");
    }

    @Override
    void count(SiteKind kind, String method, String descriptor) {
        hook.call(mv, method, descriptor);
    }

    @Override
    int typeIndex(String type) {
        return typeIndexes.applyAsInt(type);
    }

    private void visitConstructorCall(String owner, String descriptor) {
        int arguments = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
        Label receiver = uninitialized(arguments);
        boolean known = operands.stack != null;
        boolean kept = receiver != null && uninitialized(arguments + 1) == receiver;
        mv.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "<init>", descriptor, false);
        if (receiver != null) {
            Integer index = allocated.get(receiver);
            if (index != null) {
                finish(index, kept);
            }
        } else if (!known) {
            // This may be a call of super(): the recorder ignores a type that is not under construction.
            finish(typeIndex(owner), false);
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
}
