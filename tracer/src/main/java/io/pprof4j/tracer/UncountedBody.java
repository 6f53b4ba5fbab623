// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The code of a method whose calls are counted. Arrays.copyOf makes its result by Array.newInstance, which counts; not
 * so where the JIT has put its own code in the place of copyOf.
 */
final class UncountedBody extends MethodVisitor {
    private final Runnable onChange;

    UncountedBody(MethodVisitor target, Runnable onChange) {
        super(Opcodes.ASM9, target);
        this.onChange = onChange;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (owner.equals("java/lang/reflect/Array") && name.equals("newInstance")) {
            onChange.run();
            HookClass.SAMPLING.call(mv, "uncountedArray", descriptor);
        } else {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }
}
