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
 * Instruments a method for sampling, or for recording every object. An object is passed after its constructor returned:
 * the verifier does not let an uninitialised one out. Which {@code new} a constructor call belongs to is read off the
 * operand stack. The sampling hook learns of the object only then, so one whose constructor throws is not sampled; that
 * keeps the inserted code at seven bytes, and what the JIT inlines. The exact hook and that for measuring are told at the
 * {@code new}, too.
 */
final class SamplingMethodVisitor extends AllocationMethodVisitor {
    private static final String STRING = "java/lang/String";

    private final HookClass hook;
    private final OperandTracker operands;
    private final ToIntFunction<String> typeIndexes;
    private final Map<Label, Allocated> allocated = new HashMap<>();

    private int builders;

    /** Calls of {@code StringBuilder.toString()} up to the end of the current chain; 0 outside of any. */
    private int strings;

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

    /** A {@code new}: the number of its type, and the source line. */
    private record Allocated(int index, int line) {}

    /**
     * This form of the instrumentation.
     *
     * @param mergesStrings whether C2 may merge {@link StringChains}
     */
    record Form(HookClass hook, ToIntFunction<String> typeIndexes, boolean mergesStrings)
            implements MethodInstrumentation {
        @Override
        public AllocationMethodVisitor visitor(
                String owner, String sourceFile, int access, String name, String descriptor, MethodVisitor target) {
            OperandTracker operands = new OperandTracker(owner, access, name, descriptor, target);
            return new SamplingMethodVisitor(hook, operands, typeIndexes);
        }

        @Override
        public DelayedHooks delayed(DelayedHooks possible) {
            if (hook != HookClass.SAMPLING || possible == null) {
                return null;
            }
            return mergesStrings ? possible : possible.onlyArrays();
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
            visitConstructorCall(owner, descriptor);
        } else {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (strings > 0 && name.equals("toString") && owner.equals(StringChains.BUILDER) && --strings == 0) {
                endChain();
            }
        }
    }

    @Override
    void visitNew(String type) {
        if (delayed() != null
                && type.equals(StringChains.BUILDER)
                && beginsChain(delayed().string(builders++))) {
            return;
        }
        mv.visitTypeInsn(Opcodes.NEW, type);
        int index = typeIndex(type);
        Label receiver = uninitialized(1);
        if (receiver != null) {
            allocated.put(receiver, new Allocated(index, line()));
        }
        if (index != 0 && hook == HookClass.MEASURING) {
            push(index);
            hook.call(mv, "allocating", "(I)V");
        }
        if (index != 0 && (hook == HookClass.EXACT || receiver == null)) {
            push(index);
            hook.call(mv, "constructing", "(I)V");
        }
    }

    private boolean beginsChain(int stringsUntilItsEnd) {
        if (stringsUntilItsEnd == 0 || typeIndex(STRING) == 0 || typeIndex(StringChains.BUILDER) == 0) {
            return false;
        }
        strings = stringsUntilItsEnd;
        // A local variable of our own, behind those of the method.
        hook.call(mv, "concatenating", "()I");
        super.visitVarInsn(Opcodes.ISTORE, delayed().locals());
        mv.visitTypeInsn(Opcodes.NEW, StringChains.BUILDER);
        return true;
    }

    private void endChain() {
        super.visitInsn(Opcodes.DUP);
        super.visitVarInsn(Opcodes.ILOAD, delayed().locals());
        push(typeIndex(STRING));
        push(typeIndex(StringChains.BUILDER));
        hook.call(mv, "concatenated", "(Ljava/lang/String;III)V");
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack, delayed() == null ? maxLocals : maxLocals + 1);
    }

    @Override
    void countArray(Type array, boolean exact) {
        boolean primitive = array.getDimensions() == 1 && array.getElementType().getSort() < Type.ARRAY;
        if (primitive) {
            hook.call(mv, array.getElementType().getClassName() + "s", "(" + array.getDescriptor() + ")V");
        } else {
            hook.call(mv, "references", "([Ljava/lang/Object;)V");
        }
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
        Allocated made = receiver == null ? null : allocated.get(receiver);
        if (hook == HookClass.EXACT) {
            if (made != null) {
                finish(made.index, kept);
            } else if (!known) {
                // This may be a call of super(): the recorder ignores a type that is not under construction.
                finish(typeIndex(owner), false);
            }
        } else if (made != null) {
            // The arguments may be on other lines than the new.
            int here = line();
            mark(made.line);
            make(made.index, kept);
            mark(here);
        }
    }

    /** @param kept whether the constructed object is on top of the stack */
    private void make(int index, boolean kept) {
        if (kept) {
            super.visitInsn(Opcodes.DUP);
            if (index == 0) {
                hook.call(mv, "instance", "(Ljava/lang/Object;)V");
            } else {
                push(index);
                hook.call(mv, "made", "(Ljava/lang/Object;I)V");
            }
        } else if (index != 0) {
            push(index);
            hook.call(mv, "constructing", "(I)V");
        }
    }

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
