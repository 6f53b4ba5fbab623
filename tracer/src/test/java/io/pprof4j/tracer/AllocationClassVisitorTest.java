// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

final class AllocationClassVisitorTest {
    private static final int STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

    /** A class file with one method, whose code is what the body emits. */
    private static byte[] classFile(int version, java.util.function.Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, "app/Old", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(STATIC, "m", "()V", null, null);
        code.visitCode();
        body.accept(code);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(4, 4);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void newObject(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitInsn(Opcodes.POP);
    }

    /** The hook's methods in the order of their calls; empty if the class was left as it was. */
    private static List<String> hooks(byte[] classFile, Set<String> skippedMethods) {
        return hooks(HookClass.SAMPLING, classFile, skippedMethods);
    }

    private static List<String> hooks(HookClass hook, byte[] classFile, Set<String> skippedMethods) {
        ClassWriter writer = new ClassWriter(0);
        AllocationClassVisitor visitor = new AllocationClassVisitor(
                writer,
                new SamplingMethodVisitor.Form(hook, type -> 9, true),
                skippedMethods,
                AllocationScan.of(classFile).delayedHooks());
        new ClassReader(classFile).accept(visitor, ClassReader.EXPAND_FRAMES);
        List<String> hooks = new ArrayList<>();
        new ClassReader(writer.toByteArray())
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String method, String type, boolean itf) {
                                        if (HookClass.isHook(owner)) {
                                            hooks.add(method);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        assertThat(visitor.isChanged()).isEqualTo(!hooks.isEmpty());
        return hooks;
    }

    @Test
    void classFilesWithSubroutinesAreCounted() {
        byte[] old = classFile(Opcodes.V1_2, code -> {
            Label subroutine = new Label();
            Label end = new Label();
            code.visitJumpInsn(Opcodes.JSR, subroutine);
            newObject(code);
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(subroutine);
            code.visitVarInsn(Opcodes.ASTORE, 0);
            newObject(code);
            code.visitVarInsn(Opcodes.RET, 0);
            code.visitLabel(end);
        });
        assertThat(hooks(old, Set.of())).containsExactly("constructing", "constructing");
        assertThat(hooks(HookClass.EXACT, old, Set.of()))
                .containsExactly("constructing", "constructed", "constructing", "constructed");
    }

    @Test
    void aNewObjectThatIsNotDuplicatedIsCountedToo() {
        byte[] discarded = classFile(Opcodes.V17, code -> {
            code.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        });
        assertThat(hooks(discarded, Set.of())).containsExactly("constructing");
        assertThat(hooks(HookClass.EXACT, discarded, Set.of())).containsExactly("constructing", "constructed");
    }

    @Test
    void whileSamplingAnObjectIsCountedOnceItIsConstructed() {
        byte[] made = classFile(Opcodes.V17, AllocationClassVisitorTest::newObject);
        assertThat(hooks(made, Set.of())).containsExactly("made");
        assertThat(hooks(HookClass.EXACT, made, Set.of())).containsExactly("constructing", "constructed");
    }

    @Test
    void whileThreadsMayBeMeasuredAnObjectIsToldAtTheNewToo() {
        byte[] made = classFile(Opcodes.V17, AllocationClassVisitorTest::newObject);
        assertThat(hooks(HookClass.MEASURING, made, Set.of())).containsExactly("allocating", "made");
    }

    @Test
    void arraysAreCountedByTheTypeOfTheirElements() {
        byte[] arrays = classFile(Opcodes.V17, code -> {
            for (int type : new int[] {Opcodes.T_BOOLEAN, Opcodes.T_CHAR, Opcodes.T_FLOAT, Opcodes.T_LONG}) {
                code.visitInsn(Opcodes.ICONST_3);
                code.visitIntInsn(Opcodes.NEWARRAY, type);
                code.visitInsn(Opcodes.POP);
            }
            code.visitInsn(Opcodes.ICONST_3);
            code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/String");
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.ICONST_3);
            code.visitInsn(Opcodes.ICONST_4);
            code.visitMultiANewArrayInsn("[[I", 2);
            code.visitInsn(Opcodes.POP);
        });
        assertThat(hooks(arrays, Set.of()))
                .containsExactly("booleans", "chars", "floats", "longs", "references", "arrays");
    }

    @Test
    void aSkippedMethodStaysAsItWas() {
        byte[] skipped = classFile(Opcodes.V17, AllocationClassVisitorTest::newObject);
        assertThat(hooks(skipped, Set.of("m()V"))).isEmpty();
    }

    @Test
    void aClassThatAllocatesNothingStaysAsItWas() {
        assertThat(hooks(classFile(Opcodes.V17, code -> {}), Set.of())).isEmpty();
    }

    @Test
    void anArrayIsCountedWhenItIsFilledAndAtOnceWhereEachObjectCounts() {
        byte[] filled = classFile(Opcodes.V17, code -> {
            code.visitInsn(Opcodes.ICONST_1);
            code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
            code.visitInsn(Opcodes.DUP);
            code.visitInsn(Opcodes.ICONST_0);
            code.visitInsn(Opcodes.ICONST_3);
            code.visitInsn(Opcodes.IASTORE);
            newObject(code);
            code.visitInsn(Opcodes.POP);
        });
        assertThat(hooks(filled, Set.of())).containsExactly("ints", "made");
        assertThat(hooks(HookClass.MEASURING, filled, Set.of())).containsExactly("ints", "allocating", "made");
    }

    @Test
    void aChainOfAppendsIsCountedAtItsEnd() {
        String builder = StringChains.BUILDER;
        byte[] chain = classFile(Opcodes.V17, code -> {
            code.visitTypeInsn(Opcodes.NEW, builder);
            code.visitInsn(Opcodes.DUP);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, builder, "<init>", "()V", false);
            code.visitInsn(Opcodes.ICONST_3);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, builder, "append", "(I)Ljava/lang/StringBuilder;", false);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, builder, "toString", "()Ljava/lang/String;", false);
            code.visitInsn(Opcodes.POP);
        });
        assertThat(hooks(chain, Set.of())).containsExactly("concatenating", "concatenated");
        assertThat(hooks(HookClass.EXACT, chain, Set.of())).containsExactly("constructing", "constructed");
    }
}
