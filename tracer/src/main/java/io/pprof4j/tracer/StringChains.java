// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.Arrays;
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

    private StringChains(StraightCode code) {
        this.code = code;
    }

    /**
     * The chains of a method, in the order of its {@code new StringBuilder}.
     *
     * @return for each 0, or how many calls of {@code StringBuilder.toString()} there are up to the end of the chain; null if
     *     all are 0
     */
    static int[] of(ClassFile file, ClassFile.Method method) {
        StraightCode code = new StraightCode(file, method);
        StringChains scan = new StringChains(code);
        int[] chains = new int[4];
        int builders = 0;
        boolean any = false;
        for (; code.isInMethod(); code.next()) {
            if (code.isNew(BUILDER)) {
                if (builders == chains.length) {
                    chains = Arrays.copyOf(chains, 2 * builders);
                }
                int here = code.position();
                scan.strings = 1;
                chains[builders] = scan.isChain() ? scan.strings : 0;
                any |= chains[builders++] != 0;
                code.goTo(here);
            }
        }
        return any ? chains : null;
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
            int effect = code.effect();
            int needed = code.needed();
            if (effect == StraightCode.UNKNOWN) {
                effect = code.effectOfCall();
                needed = effect == StraightCode.UNKNOWN ? 0 : code.popped();
            }
            strings += isToString() ? 1 : 0;
            if (effect == StraightCode.UNKNOWN || values < needed || !code.passes()) {
                return false;
            }
            values += effect;
        }
        return code.passes();
    }

    private boolean isToString() {
        return code.isCall(Opcodes.INVOKEVIRTUAL, BUILDER, "toString");
    }
}
