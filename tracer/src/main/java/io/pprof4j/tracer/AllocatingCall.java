// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.SiteKind;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Calls that allocate without an allocation instruction that could be counted: natives, and methods whose body the JIT
 * replaces by its own code (so that the body is left alone and each call counted instead).
 */
enum AllocatingCall {
    OBJECT_CLONE("java/lang/Object", "clone", "()Ljava/lang/Object;"),
    ALLOCATE_INSTANCE("jdk/internal/misc/Unsafe", "allocateInstance", "(Ljava/lang/Class;)Ljava/lang/Object;"),
    UNINITIALIZED_ARRAY(
            "jdk/internal/misc/Unsafe", "allocateUninitializedArray0", "(Ljava/lang/Class;I)Ljava/lang/Object;") {
        @Override
        void count(MethodVisitor code, AllocationMethodVisitor hook) {
            countArray(code, hook);
        }
    },
    NEW_ARRAY("java/lang/reflect/Array", "newArray", "(Ljava/lang/Class;I)Ljava/lang/Object;") {
        @Override
        void count(MethodVisitor code, AllocationMethodVisitor hook) {
            countArray(code, hook);
        }
    },
    COPY_OF("java/util/Arrays", "copyOf", "([Ljava/lang/Object;ILjava/lang/Class;)[Ljava/lang/Object;") {
        @Override
        void count(MethodVisitor code, AllocationMethodVisitor hook) {
            countReferences(code, hook);
        }
    },
    COPY_OF_RANGE("java/util/Arrays", "copyOfRange", "([Ljava/lang/Object;IILjava/lang/Class;)[Ljava/lang/Object;") {
        @Override
        void count(MethodVisitor code, AllocationMethodVisitor hook) {
            countReferences(code, hook);
        }
    },
    NATIVE_CONSTRUCTOR_17(
            "jdk/internal/reflect/NativeConstructorAccessorImpl",
            "newInstance0",
            "(Ljava/lang/reflect/Constructor;[Ljava/lang/Object;)Ljava/lang/Object;"),
    NATIVE_CONSTRUCTOR(
            "jdk/internal/reflect/DirectConstructorHandleAccessor$NativeAccessor",
            "newInstance0",
            "(Ljava/lang/reflect/Constructor;[Ljava/lang/Object;)Ljava/lang/Object;"),
    /** Called by Array.newInstance(Class, int...), whose second argument tells the dimensions. */
    MULTI_NEW_ARRAY("java/lang/reflect/Array", "multiNewArray", "(Ljava/lang/Class;[I)Ljava/lang/Object;") {
        @Override
        void count(MethodVisitor code, AllocationMethodVisitor hook) {
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitInsn(Opcodes.ARRAYLENGTH);
            hook.count(SiteKind.ANY_ARRAY, "arrays", "(Ljava/lang/Object;I)V");
        }
    },
    /** The JIT's version allocates the result unless the fifth argument of the caller is large enough for it. */
    MULTIPLY_TO_LEN("java/math/BigInteger", "implMultiplyToLen", "([II[II[I)[I") {
        @Override
        void count(MethodVisitor code, AllocationMethodVisitor hook) {
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(Opcodes.ALOAD, 4);
            hook.count(SiteKind.ANY_ARRAY, "unlessSame", "(Ljava/lang/Object;Ljava/lang/Object;)V");
        }
    },
    /** The JVM builds the arrays of a stack trace itself. */
    FILL_IN_STACK_TRACE("java/lang/Throwable", "fillInStackTrace", "(I)Ljava/lang/Throwable;") {
        @Override
        void count(MethodVisitor code, AllocationMethodVisitor hook) {
            code.visitInsn(Opcodes.DUP);
            hook.count(SiteKind.ANY_ARRAY, "backtrace", "(Ljava/lang/Throwable;)V");
        }
    };

    private static final Type REFERENCES = Type.getType("[Ljava/lang/Object;");
    private static final AllocatingCall[] ALL = values();

    private final String owner;
    private final String method;
    private final String descriptor;

    AllocatingCall(String owner, String method, String descriptor) {
        this.owner = owner;
        this.method = method;
        this.descriptor = descriptor;
    }

    /** The one that an instruction calls, or null; the clone of an array is none of them. */
    static AllocatingCall of(int opcode, String owner, String method, String descriptor) {
        for (AllocatingCall call : ALL) {
            if (call.method.equals(method) && call.owner.equals(owner) && call.descriptor.equals(descriptor)) {
                return call != OBJECT_CLONE || opcode == Opcodes.INVOKESPECIAL ? call : null;
            }
        }
        return null;
    }

    /** Whether an instruction clones an array: its owner tells the type then. */
    static boolean isArrayClone(String owner, String method) {
        return owner.charAt(0) == '[' && method.equals("clone");
    }

    /** Whether any of these methods has this name. */
    static boolean isNamed(String method) {
        for (AllocatingCall call : ALL) {
            if (call.method.equals(method)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an instruction calls {@code clone()} on {@code super}, which may or may not end in Object.clone(). */
    static boolean isSuperClone(int opcode, String method, String descriptor) {
        return opcode == Opcodes.INVOKESPECIAL
                && method.equals(OBJECT_CLONE.method)
                && descriptor.equals(OBJECT_CLONE.descriptor);
    }

    /** Whether calls of this method are counted, so that its own code must not be. */
    static boolean isBody(String owner, String method, String descriptor) {
        return of(Opcodes.INVOKESPECIAL, owner, method, descriptor) != null;
    }

    /** Emits the counting of the call's result, which is on the stack and stays there; needs three more slots. */
    void count(MethodVisitor code, AllocationMethodVisitor hook) {
        code.visitInsn(Opcodes.DUP);
        hook.count(SiteKind.ANY_TYPE, "instance", "(Ljava/lang/Object;)V");
    }

    private static void countArray(MethodVisitor code, AllocationMethodVisitor hook) {
        code.visitInsn(Opcodes.DUP);
        hook.count(SiteKind.ANY_ARRAY, "array", "(Ljava/lang/Object;)V");
    }

    private static void countReferences(MethodVisitor code, AllocationMethodVisitor hook) {
        code.visitInsn(Opcodes.DUP);
        hook.countArray(REFERENCES, false);
    }
}
