// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

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

    private final StraightCode code;

    ArrayFills(StraightCode code) {
        this.code = code;
    }

    /**
     * The fill of the array that the current instruction makes.
     *
     * @return 0 for none, or the number of stores that fill it, or {@code ~n} if it is in the local variable n when the next
     *     arraycopy has filled it
     */
    int fill() {
        code.next();
        int opcode = code.opcode();
        if (opcode == Opcodes.DUP) {
            return stores();
        }
        if (opcode == Opcodes.ASTORE || (opcode >= ASTORE_0 && opcode <= ASTORE_3)) {
            int local = opcode == Opcodes.ASTORE ? code.operand() : opcode - ASTORE_0;
            return code.passes() && isCopied() ? ~local : 0;
        }
        return 0;
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
        if (code.opcode() != Opcodes.DUP || !code.passes()) {
            return false;
        }
        int values = 0;
        while (!isArrayStore()) {
            values = code.after(values);
            if (values == StraightCode.UNKNOWN || !code.passes()) {
                return false;
            }
        }
        return values == 2 && code.passes();
    }

    private boolean isArrayStore() {
        return code.opcode() >= Opcodes.IASTORE && code.opcode() <= Opcodes.SASTORE;
    }

    private boolean isCopied() {
        while (!code.isCall(Opcodes.INVOKESTATIC, "java/lang/System", "arraycopy")) {
            boolean passed = code.isArithmetic() || code.isCall(Opcodes.INVOKESTATIC, "java/lang/Math", "min");
            if (!passed || !code.passes()) {
                return false;
            }
        }
        return !code.isTarget();
    }
}
