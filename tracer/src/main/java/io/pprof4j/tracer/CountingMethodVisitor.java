// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.recorder.SiteKind;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Instruments a method for counting: each call of the hook passes the number of its site, and no object under way.
 *
 * <p>An object is counted before its {@code new}. Not so what C2 merges into one string if nothing is between ({@code
 * OptimizeStringConcat}), as it allocates that without any of our calls.
 */
final class CountingMethodVisitor extends AllocationMethodVisitor {
    private final ClassLoader loader;
    private final String unnamed;
    private final String className;
    private final String sourceFile;
    private final String method;

    /** By the label where a {@code new} was: the one where it is now, to which frames refer. */
    private final Map<Label, Label> moved = new HashMap<>();

    private Label lastLabel;

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

        @Override
        public DelayedHooks delayed(DelayedHooks possible) {
            return possible == null ? null : possible.onlyArrays();
        }
    }

    @Override
    void visitNew(String type) {
        if (type.equals(unnamed)) {
            visitNewHere(type);
            super.visitLdcInsn(Type.getObjectType(type));
            count(SiteKind.ANY_TYPE, "object", "(Ljava/lang/Class;)V");
            return;
        }
        boolean merged = type.equals(StringChains.BUILDER) || type.equals("java/lang/StringBuffer");
        if (merged) {
            visitNewHere(type);
        }
        push(site(SiteKind.INSTANCE, type.replace('/', '.')));
        HookClass.COUNTING.call(mv, "objectAhead", "(I)I");
        if (!merged) {
            visitNewHere(type);
            super.visitInsn(Opcodes.SWAP);
        }
        HookClass.COUNTING.call(mv, "object", "(I)V");
    }

    private void visitNewHere(String type) {
        if (lastLabel != null) {
            super.visitLabel(moved(lastLabel));
            lastLabel = null;
        }
        mv.visitTypeInsn(Opcodes.NEW, type);
    }

    @Override
    public void visitLabel(Label label) {
        lastLabel = label;
        super.visitLabel(label);
    }

    @Override
    public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
        super.visitFrame(type, numLocal, moved(numLocal, local), numStack, moved(numStack, stack));
    }

    private Object[] moved(int number, Object[] types) {
        Object[] moved = new Object[number];
        for (int i = 0; i < number; i++) {
            moved[i] = types[i] instanceof Label label ? moved(label) : types[i];
        }
        return moved;
    }

    private Label moved(Label label) {
        Label known = moved.get(label);
        if (known == null) {
            known = new Label();
            moved.put(label, known);
        }
        return known;
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
        return RecorderLink.site(loader, kind, type, className, method, sourceFile, line());
    }
}
