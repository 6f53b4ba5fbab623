// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import org.objectweb.asm.Opcodes;

/**
 * Which {@code new StringBuilder} begin a chain of appends that ends in {@code toString()}, without a branch: what {@code a +
 * b} is compiled to for Java 8, and within the JDK. C2 makes one string of such a chain, without the builder ({@code
 * OptimizeStringConcat}), unless a hook comes between.
 */
final class StringChains {
    static final String BUILDER = "java/lang/StringBuilder";

    private final StraightCode code;
    private int strings;

    StringChains(StraightCode code) {
        this.code = code;
    }

    /**
     * The chain of the builder that the current instruction makes.
     *
     * @return 0 for none, or how many calls of {@code StringBuilder.toString()} there are up to its end
     */
    int chain() {
        strings = 1;
        return isChain() ? strings : 0;
    }

    private boolean isChain() {
        code.next();
        if (code.opcode() != Opcodes.DUP || !code.passes() || !arguments(Opcodes.INVOKESPECIAL, "<init>")) {
            return false;
        }
        while (!isToString()) {
            if (!arguments(Opcodes.INVOKEVIRTUAL, "append")) {
                return false;
            }
        }
        return !code.isTarget();
    }

    /** Passes the arguments of a method of the builder, and the call. */
    private boolean arguments(int opcode, String method) {
        int values = 0;
        while (!code.isCall(opcode, BUILDER, method) || code.arguments() != values) {
            strings += isToString() ? 1 : 0;
            values = code.isArithmetic() ? code.after(values) : code.afterCall(values);
            if (values == StraightCode.UNKNOWN || !code.passes()) {
                return false;
            }
        }
        return code.passes();
    }

    private boolean isToString() {
        return code.isCall(Opcodes.INVOKEVIRTUAL, BUILDER, "toString");
    }
}
