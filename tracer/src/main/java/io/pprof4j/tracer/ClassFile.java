// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** The raw bytes of a class file: constant pool, methods, and where the instructions begin. JVMS 4 and 6. */
final class ClassFile {
    static final int UTF8 = 1;
    static final int CLASS = 7;
    static final int FIELD = 9;
    static final int METHOD = 10;
    static final int NAME_AND_TYPE = 12;

    private static final int HEADER = 10;
    private static final int WIDE = 196;
    private static final int GOTO_W = 200;
    private static final int JSR_W = 201;

    /** Bytes of each instruction by opcode; 0 for those of variable length. */
    private static final byte[] LENGTHS = lengths();

    private final byte[] bytes;
    private final int[] constants;
    private final String[] strings;
    private final int afterConstants;

    ClassFile(byte[] bytes) {
        this.bytes = bytes;
        constants = new int[u2(8)];
        strings = new String[constants.length];
        int at = HEADER;
        for (int i = 1; i < constants.length; i++) {
            constants[i] = at;
            int tag = u1(at);
            at += constantLength(i);
            if (tag == 5 || tag == 6) {
                i++;
            }
        }
        afterConstants = at;
    }

    /** A method that has code: constants of its name and descriptor, and where the code is. */
    record Method(int name, int descriptor, int codeStart, int codeLength) {}

    /** How many slots the local variables of a method take. */
    int localVariables(Method method) {
        return u2(method.codeStart() - 6);
    }

    int constantCount() {
        return constants.length;
    }

    /** 0 for the unused one behind a long or double. */
    int tag(int index) {
        return constants[index] == 0 ? 0 : u1(constants[index]);
    }

    int constantStart(int index) {
        return constants[index];
    }

    int constantLength(int index) {
        int at = constants[index];
        return switch (u1(at)) {
            case 1 -> 3 + u2(at + 1);
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            default -> throw new IllegalArgumentException("constant with tag " + u1(at));
        };
    }

    private static byte[] lengths() {
        byte[] lengths = new byte[256];
        java.util.Arrays.fill(lengths, (byte) 1);
        for (int wide : new int[] {Opcodes.SIPUSH, 19, 20, Opcodes.IINC, Opcodes.IFNULL, Opcodes.IFNONNULL}) {
            lengths[wide] = 3;
        }
        java.util.Arrays.fill(lengths, Opcodes.IFEQ, Opcodes.JSR + 1, (byte) 3);
        java.util.Arrays.fill(lengths, Opcodes.GETSTATIC, Opcodes.INVOKESTATIC + 1, (byte) 3);
        lengths[Opcodes.INVOKEINTERFACE] = 5;
        lengths[Opcodes.INVOKEDYNAMIC] = 5;
        for (int type : new int[] {Opcodes.NEW, Opcodes.ANEWARRAY, Opcodes.CHECKCAST, Opcodes.INSTANCEOF}) {
            lengths[type] = 3;
        }
        for (int narrow : new int[] {Opcodes.BIPUSH, Opcodes.LDC, Opcodes.NEWARRAY, Opcodes.RET}) {
            lengths[narrow] = 2;
        }
        java.util.Arrays.fill(lengths, Opcodes.ILOAD, Opcodes.ALOAD + 1, (byte) 2);
        java.util.Arrays.fill(lengths, Opcodes.ISTORE, Opcodes.ASTORE + 1, (byte) 2);
        lengths[Opcodes.MULTIANEWARRAY] = 4;
        lengths[GOTO_W] = 5;
        lengths[JSR_W] = 5;
        lengths[Opcodes.TABLESWITCH] = 0;
        lengths[Opcodes.LOOKUPSWITCH] = 0;
        lengths[WIDE] = 0;
        return lengths;
    }

    int constantsEnd() {
        return afterConstants;
    }

    int u1(int at) {
        return bytes[at] & 0xFF;
    }

    int u2(int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    private int u4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    String className() {
        return className(u2(afterConstants + 2));
    }

    /** Internal name of the class that a constant stands for. */
    String className(int index) {
        return utf8(u2(constants[index] + 1));
    }

    /** A name or descriptor. Characters beyond 16 bits come out garbled, and then match nothing that is looked for. */
    String utf8(int index) {
        String known = strings[index];
        if (known == null) {
            int at = constants[index];
            known = new String(bytes, at + 3, u2(at + 1), StandardCharsets.UTF_8);
            strings[index] = known;
        }
        return known;
    }

    String memberOwner(int reference) {
        return utf8(u2(constants[u2(constants[reference] + 1)] + 1));
    }

    String memberName(int reference) {
        return utf8(u2(nameAndType(reference) + 1));
    }

    String memberDescriptor(int reference) {
        return utf8(u2(nameAndType(reference) + 3));
    }

    private int nameAndType(int reference) {
        return constants[u2(constants[reference] + 3)];
    }

    /** Those that have code. */
    List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        int interfaces = afterConstants + 6;
        int fields = interfaces + 2 + 2 * u2(interfaces);
        int afterFields = members(fields, null);
        members(afterFields, methods);
        return methods;
    }

    /** Goes over fields or methods, and returns where they end. */
    private int members(int start, List<Method> methods) {
        int at = start + 2;
        for (int member = u2(start); member > 0; member--) {
            int name = u2(at + 2);
            int descriptor = u2(at + 4);
            int attributes = u2(at + 6);
            at += 8;
            for (int i = 0; i < attributes; i++) {
                if (methods != null && utf8(u2(at)).equals("Code")) {
                    methods.add(new Method(name, descriptor, at + 14, u4(at + 10)));
                }
                at += 6 + u4(at + 2);
            }
        }
        return at;
    }

    /** Which offsets of a method's code something jumps to; the handlers of exceptions are among them. */
    boolean[] jumpTargets(Method method) {
        int start = method.codeStart();
        int end = start + method.codeLength();
        boolean[] targets = new boolean[method.codeLength()];
        for (int at = start; at < end; at = nextInstruction(at, start)) {
            int opcode = u1(at);
            if (LENGTHS[opcode] == 0 && opcode != WIDE) {
                int operands = switchOperands(at, start);
                targets[at - start + u4(operands)] = true;
                int step = opcode == Opcodes.TABLESWITCH ? 4 : 8;
                for (int next = operands + 12; next <= nextInstruction(at, start) - 4; next += step) {
                    targets[at - start + u4(next)] = true;
                }
            } else if (opcode == GOTO_W || opcode == JSR_W) {
                targets[at - start + u4(at + 1)] = true;
            } else if ((opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR)
                    || opcode == Opcodes.IFNULL
                    || opcode == Opcodes.IFNONNULL) {
                targets[at - start + (short) u2(at + 1)] = true;
            }
        }
        for (int handler = u2(end); handler > 0; handler--) {
            targets[u2(end + 8 * handler - 2)] = true;
        }
        return targets;
    }

    /** @param codeStart of the method, to which switches are aligned */
    int nextInstruction(int at, int codeStart) {
        int opcode = u1(at);
        int length = LENGTHS[opcode];
        if (length != 0) {
            return at + length;
        }
        if (opcode == WIDE) {
            return at + (u1(at + 1) == Opcodes.IINC ? 6 : 4);
        }
        int operands = switchOperands(at, codeStart);
        return opcode == Opcodes.TABLESWITCH
                ? operands + 12 + 4 * (u4(operands + 8) - u4(operands + 4) + 1)
                : operands + 8 + 8 * u4(operands + 4);
    }

    private static int switchOperands(int at, int codeStart) {
        return at + 4 - ((at - codeStart) & 3);
    }
}
