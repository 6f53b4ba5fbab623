// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.DataOutputStream;
import java.io.IOException;
import org.objectweb.asm.Opcodes;

/**
 * What the calls of {@code recorder.Countdown} in the hook's template stand for: the instructions are as long as the
 * calls, and do the same to the operand stack.
 *
 * @param exact what {@code isExact} answers, and whether {@code passed} returns its argument
 */
record HookInstructions(boolean exact) {
    private static final String STAND_INS = "io/pprof4j/recorder/Countdown";
    private static final String[] TEXTS = {
        "java/lang/Thread",
        "threadLocalRandomSecondarySeed",
        "I",
        carrierMethod(),
        "()Ljava/lang/Thread;",
        "java/lang/String",
        "value",
        "()[B"
    };

    /** How many constants {@link #writeConstants} appends. */
    static final int CONSTANTS = 16;

    private static final int THREAD_CLASS = 8;
    private static final int STRING_CLASS = 9;
    private static final int FIELD = 11;
    private static final int CARRIER = 13;
    private static final int STRING_BYTES = 15;

    static boolean isStandIn(String owner) {
        return owner.equals(STAND_INS);
    }

    /** @param first index of the first of the constants */
    static void writeConstants(DataOutputStream out, int first) throws IOException {
        for (String text : TEXTS) {
            out.writeByte(ClassFile.UTF8);
            out.writeUTF(text);
        }
        out.writeByte(ClassFile.CLASS);
        out.writeShort(first);
        out.writeByte(ClassFile.CLASS);
        out.writeShort(first + 5);
        writeMember(out, ClassFile.FIELD, first, THREAD_CLASS, 1, FIELD);
        writeMember(out, ClassFile.METHOD, first, THREAD_CLASS, 3, CARRIER);
        writeMember(out, ClassFile.METHOD, first, STRING_CLASS, 6, STRING_BYTES);
    }

    /** A member of a class: before itself its name and type, the texts of which follow each other. */
    private static void writeMember(DataOutputStream out, int tag, int first, int owner, int name, int place)
            throws IOException {
        out.writeByte(ClassFile.NAME_AND_TYPE);
        out.writeShort(first + name);
        out.writeShort(first + name + 1);
        out.writeByte(tag);
        out.writeShort(first + owner);
        out.writeShort(first + place - 1);
    }

    /** Where there are no virtual threads, the current thread is a platform thread. */
    private static String carrierMethod() {
        return Runtime.version().feature() < 21 ? "currentThread" : "currentCarrierThread";
    }

    /**
     * The three bytes that take the place of a call.
     *
     * @param first index of the first of the constants
     */
    byte[] instruction(String method, int first) {
        return switch (method) {
            case "get" -> withConstant(Opcodes.GETFIELD, first + FIELD);
            case "set" -> withConstant(Opcodes.PUTFIELD, first + FIELD);
            case "carrier" -> withConstant(Opcodes.INVOKESTATIC, first + CARRIER);
            case "bytes" -> withConstant(Opcodes.INVOKEVIRTUAL, first + STRING_BYTES);
            case "isExact" ->
                new byte[] {Opcodes.NOP, Opcodes.NOP, (byte) (exact ? Opcodes.ICONST_1 : Opcodes.ICONST_0)};
            case "passed" ->
                exact
                        ? new byte[] {Opcodes.NOP, Opcodes.NOP, Opcodes.NOP}
                        : new byte[] {Opcodes.POP, Opcodes.ACONST_NULL, Opcodes.NOP};
            case "keep" -> new byte[] {Opcodes.POP, Opcodes.NOP, Opcodes.NOP};
            default -> throw new IllegalArgumentException("no instruction for " + method);
        };
    }

    private static byte[] withConstant(int opcode, int index) {
        return new byte[] {(byte) opcode, (byte) (index >> 8), (byte) index};
    }
}
