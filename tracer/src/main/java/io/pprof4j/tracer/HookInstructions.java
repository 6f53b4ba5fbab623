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
        "java/lang/Thread", "threadLocalRandomSecondarySeed", "I", carrierMethod(), "()Ljava/lang/Thread;"
    };

    /** How many constants {@link #writeConstants} appends. */
    static final int CONSTANTS = 10;

    private static final int THREAD_CLASS = 5;
    private static final int FIELD = 7;
    private static final int METHOD = 9;

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
        writeMember(out, ClassFile.FIELD, first, 1, 2, 6);
        writeMember(out, ClassFile.METHOD, first, 3, 4, 8);
    }

    /** A member of Thread: first its name and type, which come to lie in this place, then itself. */
    private static void writeMember(DataOutputStream out, int tag, int first, int name, int type, int place)
            throws IOException {
        out.writeByte(ClassFile.NAME_AND_TYPE);
        out.writeShort(first + name);
        out.writeShort(first + type);
        out.writeByte(tag);
        out.writeShort(first + THREAD_CLASS);
        out.writeShort(first + place);
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
            case "carrier" -> withConstant(Opcodes.INVOKESTATIC, first + METHOD);
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
