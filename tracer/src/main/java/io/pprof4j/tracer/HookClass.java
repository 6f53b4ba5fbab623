// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.ClassFileVersion;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * The class that instrumented code calls: a template of the recorder's, moved into {@code java.lang}. There every class
 * loader finds it, OSGi's too; it may touch a field of {@link Thread}; the JIT honours its inlining annotations; and
 * no jar has to be appended to the boot class path, which would switch off class data sharing.
 *
 * <p>Sampling and recording have a copy each of one template, so that each contains its own form only: what C2 once saw
 * executed in a method it compiles into all of that method's callers.
 */
enum HookClass {
    /** For a rate above 1: no object is passed to a call that C2 compiles. */
    SAMPLING("PprofAllocationHook", "AllocationHook", false),
    /** For rate 1, every object. */
    EXACT("PprofExactAllocationHook", "AllocationHook", true),
    /** For counting at each site. */
    COUNTING("PprofCountingHook", "CountingHook", false);

    private static final String RECORDER = "io/pprof4j/recorder/";
    private static final String STAND_INS = RECORDER + "Countdown";
    private static final String FIELD = "threadLocalRandomSecondarySeed";
    private static final String ANNOTATIONS = "jdk/internal/vm/annotation/";

    private final String internalName;
    private final String template;
    private final boolean exact;

    HookClass(String simpleName, String template, boolean exact) {
        this.internalName = "java/lang/" + simpleName;
        this.template = RECORDER + template;
        this.exact = exact;
    }

    /** The one that code is instrumented with. */
    static HookClass of(AgentOptions options) {
        if (options.counting()) {
            return COUNTING;
        }
        return options.memProfileRate() == 1 ? EXACT : SAMPLING;
    }

    String internalName() {
        return internalName;
    }

    String className() {
        return internalName.replace('/', '.');
    }

    /** The class, once it is defined. */
    Class<?> load() throws ClassNotFoundException {
        return Class.forName(className(), true, null);
    }

    /** Whether this is the name of a hook, with slashes or dots. */
    static boolean isHook(String name) {
        for (HookClass hook : values()) {
            if (name.length() == hook.internalName.length()
                    && name.replace('.', '/').equals(hook.internalName)) {
                return true;
            }
        }
        return false;
    }

    /** Emits a call of one of the hook's methods. */
    void call(MethodVisitor code, String method, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, internalName, method, descriptor, false);
    }

    /** The class file of the hook for this JVM. */
    byte[] bytes() throws IOException {
        try (InputStream in = HookClass.class.getResourceAsStream("/" + template + ".class")) {
            if (in == null) {
                throw new IOException("class file " + template + " is missing beside the tracer");
            }
            ClassReader reader = new ClassReader(in.readAllBytes());
            ClassWriter hook = new ClassWriter(0);
            SimpleRemapper names = new SimpleRemapper(
                    Opcodes.ASM9,
                    java.util.Map.of(
                            template,
                            internalName,
                            RECORDER + "Inlined",
                            ANNOTATIONS + "ForceInline",
                            RECORDER + "NotInlined",
                            ANNOTATIONS + "DontInline",
                            RECORDER + "Fixed",
                            ANNOTATIONS + "Stable"));
            reader.accept(new ClassRemapper(new Instructions(hook, exact), names), 0);
            return hook.toByteArray();
        }
    }

    /** Where there are no virtual threads, the current thread is a platform thread. */
    private static String carrierMethod() {
        return Runtime.version().feature() < 21 ? "currentThread" : "currentCarrierThread";
    }

    /** Puts instructions in the place of the calls that stand for them. */
    private static final class Instructions extends ClassVisitor {
        private final boolean exact;

        private Instructions(ClassVisitor next, boolean exact) {
            super(Opcodes.ASM9, next);
            this.exact = exact;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            super.visit(
                    ClassFileVersion.JAVA_V17.getMinorMajorVersion(), access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    if (!owner.equals(STAND_INS)) {
                        super.visitMethodInsn(opcode, owner, method, type, isInterface);
                        return;
                    }
                    switch (method) {
                        case "get" -> visitFieldInsn(Opcodes.GETFIELD, "java/lang/Thread", FIELD, "I");
                        case "set" -> visitFieldInsn(Opcodes.PUTFIELD, "java/lang/Thread", FIELD, "I");
                        case "carrier" ->
                            super.visitMethodInsn(opcode, "java/lang/Thread", carrierMethod(), type, isInterface);
                        case "isExact" -> visitInsn(exact ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
                        case "leaveCompiledCode" -> {
                            visitTypeInsn(Opcodes.NEW, "java/lang/Number");
                            visitInsn(Opcodes.POP);
                        }
                        default -> throw new IllegalArgumentException("no instruction for " + method);
                    }
                }
            };
        }
    }
}
