// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Frees the field that the sampling countdown borrows: {@code ThreadLocalRandom.nextSecondarySeed()} is the one place
 * that uses {@code Thread.threadLocalRandomSecondarySeed}. Its few callers (skip lists, exchangers) get their random
 * numbers from the thread's primary generator instead.
 */
final class SecondarySeed {
    static final String CLASS = "java.util.concurrent.ThreadLocalRandom";
    static final String INTERNAL_NAME = "java/util/concurrent/ThreadLocalRandom";

    private SecondarySeed() {}

    static boolean is(String owner, String method) {
        return owner.equals(INTERNAL_NAME) && method.equals("nextSecondarySeed");
    }

    /** Replaces the method's code. */
    static MethodVisitor replacement(MethodVisitor target) {
        target.visitCode();
        target.visitMethodInsn(Opcodes.INVOKESTATIC, INTERNAL_NAME, "current", "()L" + INTERNAL_NAME + ";", false);
        target.visitMethodInsn(Opcodes.INVOKEVIRTUAL, INTERNAL_NAME, "nextInt", "()I", false);
        target.visitInsn(Opcodes.IRETURN);
        target.visitMaxs(1, 0);
        target.visitEnd();
        return null;
    }
}
