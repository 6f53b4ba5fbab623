// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * Knows what is on the operand stack at each instruction, with stack map frames or without. HotSpot drops the frames of
 * classes that it does not verify (hotspot: classfile/classFileParser.cpp, parse_stackmap_table), so most JDK classes
 * come to a retransformation without; class files before version 50 have none at all. There the state at a jump's
 * target is taken from the first jump to it: types may then be narrower than the verifier's, but which operand is an
 * object under construction is the same on all paths.
 */
final class OperandTracker extends AnalyzerAdapter {
    private final Map<Label, State> states = new HashMap<>();

    OperandTracker(String owner, int access, String name, String descriptor, MethodVisitor target) {
        super(Opcodes.ASM9, owner, access, name, descriptor, target);
    }

    /** The frame at one instruction, in the form of {@link AnalyzerAdapter}. */
    private record State(List<Object> locals, List<Object> stack) {}

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        List<Object> thrown = new ArrayList<>();
        thrown.add(type == null ? "java/lang/Throwable" : type);
        states.putIfAbsent(handler, new State(new ArrayList<>(), thrown));
        super.visitTryCatchBlock(start, end, handler, type);
    }

    @Override
    public void visitLabel(Label label) {
        State state = states.get(label);
        if (stack == null && state != null) {
            locals = new ArrayList<>(state.locals);
            stack = new ArrayList<>(state.stack);
        }
        super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (opcode == Opcodes.JSR) {
            mv.visitJumpInsn(opcode, label);
            giveUp();
            return;
        }
        if (opcode == Opcodes.GOTO) {
            keep(label, 0);
        }
        super.visitJumpInsn(opcode, label);
        keep(label, 0);
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        if (opcode == Opcodes.RET) {
            mv.visitVarInsn(opcode, local);
            giveUp();
            return;
        }
        super.visitVarInsn(opcode, local);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        keepSwitch(otherwise, labels);
        super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        keepSwitch(otherwise, labels);
        super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    private void keepSwitch(Label otherwise, Label... labels) {
        keep(otherwise, 1);
        for (Label label : labels) {
            keep(label, 1);
        }
    }

    /** @param popped operands that the jump takes off the stack */
    private void keep(Label label, int popped) {
        if (stack != null) {
            states.putIfAbsent(
                    label,
                    new State(new ArrayList<>(locals), new ArrayList<>(stack.subList(0, stack.size() - popped))));
        }
    }

    /** Subroutines of old class files are not followed. */
    private void giveUp() {
        locals = null;
        stack = null;
    }
}
