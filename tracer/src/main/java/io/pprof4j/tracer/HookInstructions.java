// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.DataOutputStream;
import java.io.IOException;
import org.objectweb.asm.Opcodes;

/**
 * What the calls of {@code recorder.Countdown} in the hook's template stand for: the instructions are as long as the
 * calls, and do the same to the operand stack.
 *
 * @param exact what {@code isExact} answers
 */
record HookInstructions(boolean exact) {
    private static final String STAND_INS = "io/pprof4j/recorder/Countdown";
    private static final String[] TEXTS = {"java/lang/Thread", "threadLocalRandomSecondarySeed", "I", "java/lang/Number"
    };

    /** How many constants {@link #writeConstants} appends. */
    static final int CONSTANTS = 8;

    private static final int FIELD = 7;
    private static final int ABSTRACT_CLASS = 5;

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
        out.writeShort(first + 3);
        out.writeByte(ClassFile.NAME_AND_TYPE);
        out.writeShort(first + 1);
        out.writeShort(first + 2);
        out.writeByte(ClassFile.FIELD);
        out.writeShort(first + 4);
        out.writeShort(first + 6);
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
            case "leaveCompiledCode" -> withConstant(Opcodes.NEW, first + ABSTRACT_CLASS);
            case "isExact" ->
                new byte[] {Opcodes.NOP, Opcodes.NOP, (byte) (exact ? Opcodes.ICONST_1 : Opcodes.ICONST_0)};
            default -> throw new IllegalArgumentException("no instruction for " + method);
        };
    }

    private static byte[] withConstant(int opcode, int index) {
        return new byte[] {(byte) opcode, (byte) (index >> 8), (byte) index};
    }
}
