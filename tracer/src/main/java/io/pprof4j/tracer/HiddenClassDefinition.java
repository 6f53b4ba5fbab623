// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The place where all hidden classes are defined, which the JVM hides from agents: the class file is taken to the hook
 * where it is read from its field first.
 */
final class HiddenClassDefinition extends MethodVisitor {
    private static final String CLASS = "java/lang/invoke/MethodHandles$Lookup$ClassDefiner";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

    private final Runnable onChange;
    private boolean done;

    HiddenClassDefinition(MethodVisitor target, Runnable onChange) {
        super(Opcodes.ASM9, target);
        this.onChange = onChange;
    }

    static boolean is(String owner, String method, String descriptor) {
        return owner.equals(CLASS)
                && method.equals("defineClass")
                && descriptor.equals("(ZLjava/lang/Object;)Ljava/lang/Class;");
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        super.visitFieldInsn(opcode, owner, name, descriptor);
        if (!done && opcode == Opcodes.GETFIELD && owner.equals(CLASS) && name.equals("bytes")) {
            done = true;
            onChange.run();
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitFieldInsn(Opcodes.GETFIELD, CLASS, "lookup", "L" + LOOKUP + ";");
            super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, LOOKUP, "lookupClass", "()Ljava/lang/Class;", false);
            HookClass.SAMPLING.call(mv, "hiddenClass", "([BLjava/lang/Class;)[B");
        }
    }
}
