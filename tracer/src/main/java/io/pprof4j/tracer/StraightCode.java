// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Goes over instructions of a method as long as each is certain to be followed by the next, unless it throws. */
final class StraightCode {
    /** The effect of an instruction that is not followed here. */
    static final int UNKNOWN = Integer.MIN_VALUE;

    private final ClassFile file;
    private final ClassFile.Method method;
    private boolean[] targets;
    private int at;

    StraightCode(ClassFile file, ClassFile.Method method) {
        this.file = file;
        this.method = method;
        at = method.codeStart();
    }

    boolean isInMethod() {
        return at < method.codeStart() + method.codeLength();
    }

    int opcode() {
        return file.u1(at);
    }

    /** The byte behind the opcode. */
    int operand() {
        return file.u1(at + 1);
    }

    /** Where the current instruction is. */
    int position() {
        return at;
    }

    void goTo(int position) {
        at = position;
    }

    void next() {
        at = file.nextInstruction(at, method.codeStart());
    }

    /** Goes on to the next instruction, unless something may jump to the current one. */
    boolean passes() {
        if (isTarget()) {
            return false;
        }
        next();
        return isInMethod();
    }

    boolean isTarget() {
        if (targets == null) {
            targets = file.jumpTargets(method);
        }
        return targets[at - method.codeStart()];
    }

    /** Whether the current instruction makes a new object of this class. */
    boolean isNew(String type) {
        return opcode() == Opcodes.NEW && file.className(file.u2(at + 1)).equals(type);
    }

    boolean isCall(int opcode, String owner, String name) {
        return opcode() == opcode
                && file.memberName(file.u2(at + 1)).equals(name)
                && file.memberOwner(file.u2(at + 1)).equals(owner);
    }

    /** The arguments of the call that the current instruction is, without the receiver. */
    int arguments() {
        return Type.getArgumentTypes(file.memberDescriptor(file.u2(at + 1))).length;
    }

    /**
     * How many values more are on the operand stack after the current instruction, where a {@code long} is one value; {@link
     * #UNKNOWN} if it is none that makes one value of constants, variables, fields, elements and other values.
     */
    int effect() {
        int opcode = opcode();
        return isPush(opcode) ? 1 : isUnary(opcode) ? 0 : isBinary(opcode) ? -1 : UNKNOWN;
    }

    /** How many values {@link #effect} needs there to be. */
    int needed() {
        return 1 - effect();
    }

    /** The effect of a call; {@link #UNKNOWN} if it is none. */
    int effectOfCall() {
        int opcode = opcode();
        if (opcode < Opcodes.INVOKEVIRTUAL || opcode > Opcodes.INVOKEDYNAMIC) {
            return UNKNOWN;
        }
        boolean returns = !file.memberDescriptor(file.u2(at + 1)).endsWith(")V");
        return (returns ? 1 : 0) - popped();
    }

    /** The values that a call takes: its arguments and the receiver. */
    int popped() {
        int opcode = opcode();
        boolean receives = opcode != Opcodes.INVOKESTATIC && opcode != Opcodes.INVOKEDYNAMIC;
        return arguments() + (receives ? 1 : 0);
    }

    /** A constant, a local variable, a static field. */
    private static boolean isPush(int opcode) {
        return (opcode >= Opcodes.ACONST_NULL && opcode < Opcodes.IALOAD) || opcode == Opcodes.GETSTATIC;
    }

    private static boolean isUnary(int opcode) {
        return opcode == Opcodes.GETFIELD
                || opcode == Opcodes.ARRAYLENGTH
                || opcode == Opcodes.CHECKCAST
                || (opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG)
                || (opcode >= Opcodes.I2L && opcode <= Opcodes.I2S);
    }

    /** An element of an array, or a result of two numbers. */
    private static boolean isBinary(int opcode) {
        return (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD)
                || (opcode >= Opcodes.IADD && opcode <= Opcodes.LXOR && !isUnary(opcode))
                || (opcode >= Opcodes.LCMP && opcode <= Opcodes.DCMPG);
    }
}
