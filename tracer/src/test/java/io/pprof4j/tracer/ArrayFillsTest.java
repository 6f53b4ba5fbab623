// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

final class ArrayFillsTest {
    private static ScannedMethods scanned;

    /** Methods whose fills are looked for; nobody calls them. */
    @SuppressWarnings("unused")
    static final class Fills {
        private static final int[] NUMBERS = {3};
        private Object field;
        private long number;

        Object[] stored(Object first) {
            return new Object[] {first, field, "three", null};
        }

        long[] computed(int[] indexes) {
            return new long[] {number + 1, -number, indexes[2] << 3, indexes.length};
        }

        Object[] called(Object first) {
            return new Object[] {first, field.toString(), first};
        }

        Object[] conditional(boolean condition, Object first) {
            return new Object[] {first, condition ? first : field};
        }

        int[][] nested() {
            return new int[][] {{1, 2}, {3}};
        }

        byte[] copied(byte[] source, int from, int to) {
            int length = to - from;
            byte[] copy = new byte[length];
            System.arraycopy(source, from, copy, 0, Math.min(source.length - from, length));
            return copy;
        }

        byte[] copiedInALoop(byte[] source) {
            byte[] copy = new byte[source.length];
            do {
                System.arraycopy(source, 0, copy, 0, 1);
            } while (copy[0] != 0);
            return copy;
        }

        byte[] perhapsCopied(byte[] source) {
            byte[] copy = new byte[source.length];
            if (source.length > 3) {
                System.arraycopy(source, 0, copy, 0, 3);
            }
            return copy;
        }

        Object several(int[] source) {
            int[] empty = new int[2];
            int[] one = {4};
            int[] copy = new int[3];
            System.arraycopy(source, 0, copy, 0, 3);
            return new int[][] {empty, one, copy};
        }

        int[] plain() {
            return new int[NUMBERS[0]];
        }
    }

    @BeforeAll
    static void scan() throws IOException {
        scanned = ScannedMethods.of(Fills.class);
    }

    private static List<Integer> of(String method, int arrays) {
        return scanned.arrays(method, arrays);
    }

    @Test
    void anInitializerEndsWithItsLastStore() {
        assertThat(of("stored", 1)).containsExactly(4);
        assertThat(of("computed", 1)).containsExactly(4);
    }

    @Test
    void anInitializerIsLeftAtTheFirstElementThatIsACallOrABranchOrAnArray() {
        assertThat(of("called", 1)).containsExactly(1);
        assertThat(of("conditional", 1)).containsExactly(1);
        assertThat(of("nested", 3)).containsExactly(0, 2, 1);
    }

    @Test
    void aCopyEndsBehindArraycopy() {
        assertThat(of("copied", 1)).containsExactly(~5);
    }

    @Test
    void aCopyThatIsMadeOftenOrPerhapsNotIsNoFill() {
        assertThat(of("copiedInALoop", 1)).containsExactly(0);
        assertThat(of("perhapsCopied", 1)).containsExactly(0);
    }

    @Test
    void eachArrayOfAMethodHasItsOwnFill() {
        assertThat(of("several", 4)).containsExactly(0, 1, ~4, 3);
        assertThat(of("plain", 1)).containsExactly(0);
    }

    @Test
    void whatASwitchOrAnExceptionJumpsToIsNoFill() {
        assertThat(copyWithTarget((code, target) -> {
                    code.visitVarInsn(Opcodes.ILOAD, 0);
                    code.visitTableSwitchInsn(0, 1, new Label(), target, new Label());
                }))
                .containsExactly(0);
        assertThat(copyWithTarget((code, target) -> {
                    code.visitVarInsn(Opcodes.ILOAD, 0);
                    code.visitLookupSwitchInsn(new Label(), new int[] {7, 8}, new Label[] {new Label(), target});
                }))
                .containsExactly(0);
        assertThat(copyWithTarget((code, target) -> {
                    Label start = new Label();
                    Label end = new Label();
                    code.visitTryCatchBlock(start, end, target, null);
                    code.visitLabel(start);
                    code.visitInsn(Opcodes.NOP);
                    code.visitLabel(end);
                }))
                .containsExactly(0);
        assertThat(copyWithTarget((code, target) -> {})).containsExactly(~1);
    }

    private interface Code {
        void emit(MethodVisitor code, Label target);
    }

    /** The fills of a method with a copy in whose middle the target is. */
    private static List<Integer> copyWithTarget(Code before) {
        return fillsOf((code, target) -> {
            before.emit(code, target);
            code.visitInsn(Opcodes.ICONST_3);
            code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
            code.visitVarInsn(Opcodes.ASTORE, 1);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitInsn(Opcodes.ICONST_0);
            code.visitLabel(target);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitInsn(Opcodes.ICONST_1);
            code.visitInsn(Opcodes.ICONST_2);
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "java/lang/System",
                    "arraycopy",
                    "(Ljava/lang/Object;ILjava/lang/Object;II)V",
                    false);
        });
    }

    private static List<Integer> fillsOf(Code emitted) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC, "app/Copy", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "m", "(I)V", null, null);
        code.visitCode();
        emitted.emit(new EndingLabels(code), new Label());
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(5, 2);
        code.visitEnd();
        writer.visitEnd();
        return ScannedMethods.of(writer.toByteArray()).arrays("m", 1);
    }

    /** Puts the other labels of a switch behind it. */
    private static final class EndingLabels extends MethodVisitor {
        EndingLabels(MethodVisitor target) {
            super(Opcodes.ASM9, target);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
            super.visitTableSwitchInsn(min, max, otherwise, labels);
            super.visitLabel(otherwise);
            super.visitLabel(labels[1]);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            super.visitLookupSwitchInsn(otherwise, keys, labels);
            super.visitLabel(otherwise);
            super.visitLabel(labels[0]);
        }
    }
}
