// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Goes over instructions of a method as long as each is certain to be followed by the next, unless it throws. */
final class StraightCode {
    /** After an instruction that is not followed here, or that takes more values than there are. */
    static final int UNKNOWN = -1;

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

    /** Whether the current instruction makes an array of one dimension. */
    boolean isNewArray() {
        return opcode() == Opcodes.NEWARRAY || opcode() == Opcodes.ANEWARRAY;
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

    /** Whether the current instruction makes one value of constants, variables, fields, elements and other values. */
    boolean isArithmetic() {
        int opcode = opcode();
        return isPush(opcode) || isUnary(opcode) || isBinary(opcode);
    }

    /** How many values are on the operand stack after {@link #isArithmetic arithmetic}; a {@code long} is one. */
    int after(int values) {
        if (!isArithmetic()) {
            return UNKNOWN;
        }
        int opcode = opcode();
        return after(values, isPush(opcode) ? 0 : isUnary(opcode) ? 1 : 2, 1);
    }

    /** How many values are there after a call, which takes its arguments and the receiver. */
    int afterCall(int values) {
        int opcode = opcode();
        if (opcode < Opcodes.INVOKEVIRTUAL || opcode > Opcodes.INVOKEDYNAMIC) {
            return UNKNOWN;
        }
        boolean receives = opcode != Opcodes.INVOKESTATIC && opcode != Opcodes.INVOKEDYNAMIC;
        boolean returns = !file.memberDescriptor(file.u2(at + 1)).endsWith(")V");
        return after(values, arguments() + (receives ? 1 : 0), returns ? 1 : 0);
    }

    private static int after(int values, int taken, int given) {
        return values < taken ? UNKNOWN : values - taken + given;
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
