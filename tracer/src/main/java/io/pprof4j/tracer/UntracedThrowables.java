// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Keeps the recorder's throwables, by which it takes stacks, out of JFR: they would show as events, and an event
 * that begins in the middle of another one spoils the recording. JFR's tracers return at once on a quiet thread.
 */
final class UntracedThrowables extends MethodVisitor {
    private static final Set<String> TRACERS =
            Set.of("jdk/jfr/internal/instrument/ThrowableTracer", "jdk/internal/event/ThrowableTracer");
    private static final Set<String> METHODS = Set.of("traceError", "traceThrowable");

    private final Object[] arguments;

    UntracedThrowables(MethodVisitor target, String descriptor) {
        super(Opcodes.ASM9, target);
        Type[] types = Type.getArgumentTypes(descriptor);
        arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = types[i].getInternalName();
        }
    }

    static boolean is(String owner, String method, String descriptor) {
        return TRACERS.contains(owner) && METHODS.contains(method) && areObjects(descriptor);
    }

    private static boolean areObjects(String descriptor) {
        for (Type type : Type.getArgumentTypes(descriptor)) {
            if (type.getSort() != Type.OBJECT) {
                return false;
            }
        }
        return descriptor.endsWith(")V");
    }

    @Override
    public void visitCode() {
        super.visitCode();
        Label goOn = new Label();
        HookClass.SAMPLING.call(mv, "isQuiet", "()Z");
        super.visitJumpInsn(Opcodes.IFEQ, goOn);
        super.visitInsn(Opcodes.RETURN);
        super.visitLabel(goOn);
        super.visitFrame(Opcodes.F_NEW, arguments.length, arguments, 0, new Object[0]);
    }
}
