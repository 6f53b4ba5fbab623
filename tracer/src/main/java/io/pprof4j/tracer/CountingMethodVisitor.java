// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.recorder.SiteKind;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Instruments a method for counting: each call of the hook passes the number of its site, and no object under way. */
final class CountingMethodVisitor extends AllocationMethodVisitor {
    private static final int NO_LINE = -1;

    private final ClassLoader loader;
    private final String unnamed;
    private final String className;
    private final String sourceFile;
    private final String method;
    private int line = NO_LINE;

    private CountingMethodVisitor(
            ClassLoader loader,
            String unnamed,
            String className,
            String sourceFile,
            String method,
            MethodVisitor target) {
        super(target);
        this.loader = loader;
        this.unnamed = unnamed;
        this.className = className;
        this.sourceFile = sourceFile;
        this.method = method;
    }

    /**
     * This form of the instrumentation.
     *
     * @param loader of the class; null for the boot loader
     * @param unnamed internal name of the class if it is hidden, so that no loader finds it; otherwise null
     */
    record Form(ClassLoader loader, String unnamed) implements MethodInstrumentation {
        @Override
        public AllocationMethodVisitor visitor(
                String owner, String sourceFile, int access, String name, String descriptor, MethodVisitor target) {
            return new CountingMethodVisitor(loader, unnamed, owner.replace('/', '.'), sourceFile, name, target);
        }
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        line = number;
        super.visitLineNumber(number, start);
    }

    @Override
    void countNew(String type) {
        if (type.equals(unnamed)) {
            super.visitLdcInsn(Type.getObjectType(type));
            count(SiteKind.ANY_TYPE, "object", "(Ljava/lang/Class;)V");
        } else {
            push(site(SiteKind.INSTANCE, type.replace('/', '.')));
            HookClass.COUNTING.call(mv, "object", "(I)V");
        }
    }

    @Override
    void countArray(Type array, boolean exact) {
        if (exact) {
            super.visitInsn(Opcodes.ARRAYLENGTH);
            push(site(SiteKind.ARRAY, array.getClassName()));
            HookClass.COUNTING.call(mv, arrayHook(array), "(II)V");
        } else {
            super.visitInsn(Opcodes.DUP);
            super.visitInsn(Opcodes.ARRAYLENGTH);
            count(SiteKind.ANY_TYPE, "references", "(Ljava/lang/Object;I)V");
        }
    }

    /** The hook's method for arrays of this type. */
    private static String arrayHook(Type array) {
        int sort = array.getDimensions() == 1 ? array.getElementType().getSort() : Type.OBJECT;
        return switch (sort) {
            case Type.BOOLEAN, Type.BYTE -> "bytes";
            case Type.CHAR, Type.SHORT -> "shorts";
            case Type.INT, Type.FLOAT -> "ints";
            case Type.LONG, Type.DOUBLE -> "longs";
            default -> "references";
        };
    }

    @Override
    void count(SiteKind kind, String hookMethod, String descriptor) {
        push(site(kind, null));
        HookClass.COUNTING.call(mv, hookMethod, descriptor.replace(")", "I)"));
    }

    @Override
    int typeIndex(String type) {
        return RecorderLink.typeIndex(loader, type.replace('/', '.'));
    }

    private int site(SiteKind kind, String type) {
        return RecorderLink.site(loader, kind, type, className, method, sourceFile, line);
    }
}
