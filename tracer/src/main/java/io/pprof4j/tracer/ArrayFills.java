// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Where the code ends that fills a new array, if it follows without a branch: {@code new Object[] {a, b}}, or a copy by
 * {@link System#arraycopy}. The hook is called there. Between the two it would cost more than itself: only of stores that
 * directly follow the allocation does C2 know that they need no zeroed array, and no barrier of the collector.
 *
 * <p>Should the filling throw, the array is garbage that nobody counted.
 */
final class ArrayFills {
    private static final int ASTORE_0 = 75;
    private static final int ASTORE_3 = 78;

    private final ClassFile file;
    private final ClassFile.Method method;
    private final int end;
    private boolean[] targets;
    private int at;

    private ArrayFills(ClassFile file, ClassFile.Method method) {
        this.file = file;
        this.method = method;
        end = method.codeStart() + method.codeLength();
    }

    /**
     * The fills of a method, in the order of its {@code newarray} and {@code anewarray}.
     *
     * @return for each array 0, or the number of stores that fill it, or {@code ~n} if it is in the local variable n when the
     *     next arraycopy has filled it; null if all are 0
     */
    static int[] of(ClassFile file, ClassFile.Method method) {
        return new ArrayFills(file, method).all();
    }

    private int[] all() {
        int[] fills = new int[4];
        int arrays = 0;
        boolean any = false;
        for (int next = method.codeStart(); next < end; next = after(next)) {
            int opcode = file.u1(next);
            if (opcode == Opcodes.NEWARRAY || opcode == Opcodes.ANEWARRAY) {
                if (arrays == fills.length) {
                    fills = Arrays.copyOf(fills, 2 * arrays);
                }
                at = after(next);
                fills[arrays] = fill();
                any |= fills[arrays++] != 0;
            }
        }
        return any ? fills : null;
    }

    private int after(int instruction) {
        return file.nextInstruction(instruction, method.codeStart());
    }

    private int fill() {
        int opcode = file.u1(at);
        if (opcode == Opcodes.DUP) {
            return stores();
        }
        if (opcode == Opcodes.ASTORE || (opcode >= ASTORE_0 && opcode <= ASTORE_3)) {
            int local = opcode == Opcodes.ASTORE ? file.u1(at + 1) : opcode - ASTORE_0;
            return passes() && isCopied() ? ~local : 0;
        }
        return 0;
    }

    /** Goes on to the next instruction, unless something may jump to this one. */
    private boolean passes() {
        if (isTarget(at)) {
            return false;
        }
        at = after(at);
        return at < end;
    }

    private int stores() {
        int stores = 0;
        while (isStore()) {
            stores++;
        }
        return stores;
    }

    /** {@code dup}, index, value, store. */
    private boolean isStore() {
        if (file.u1(at) != Opcodes.DUP || !passes()) {
            return false;
        }
        if (!isIndex(file.u1(at)) || !passes()) {
            return false;
        }
        int values = 0;
        while (!isArrayStore(file.u1(at))) {
            int opcode = file.u1(at);
            values += isPush(opcode) ? 1 : isBinary(opcode) ? -1 : 0;
            if (!isArithmetic(opcode) || values < 1 || !passes()) {
                return false;
            }
        }
        return values == 1 && passes();
    }

    private boolean isCopied() {
        while (!isStaticCall("java/lang/System", "arraycopy")) {
            boolean passed = isArithmetic(file.u1(at)) || isStaticCall("java/lang/Math", "min");
            if (!passed || !passes()) {
                return false;
            }
        }
        return !isTarget(at);
    }

    private boolean isStaticCall(String owner, String name) {
        if (file.u1(at) != Opcodes.INVOKESTATIC) {
            return false;
        }
        int reference = file.u2(at + 1);
        return file.memberName(reference).equals(name)
                && file.memberOwner(reference).equals(owner);
    }

    private static boolean isIndex(int opcode) {
        return (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5)
                || opcode == Opcodes.BIPUSH
                || opcode == Opcodes.SIPUSH;
    }

    private static boolean isArrayStore(int opcode) {
        return opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE;
    }

    /** What makes a value of others, without a call. */
    private static boolean isArithmetic(int opcode) {
        return isPush(opcode) || isUnary(opcode) || isBinary(opcode);
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

    private boolean isTarget(int instruction) {
        if (targets == null) {
            targets = file.jumpTargets(method);
        }
        return targets[instruction - method.codeStart()];
    }
}
