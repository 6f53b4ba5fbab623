// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

final class HugeMethodsTest {
    /** A class with one method of so many bytes, the last of which is the return. */
    private static byte[] classFile(int codeBytes) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "app/Long", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
        code.visitCode();
        for (int i = 1; i < codeBytes; i++) {
            code.visitInsn(Opcodes.NOP);
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void aMethodMayGrowUpToTheLimit() {
        assertThat(HugeMethods.grown(classFile(7000), classFile(8000))).isEmpty();
    }

    @Test
    void aMethodThatGrowsBeyondItIsNamed() {
        assertThat(HugeMethods.grown(classFile(8000), classFile(8001))).containsExactly("m()V");
    }

    @Test
    void aMethodThatWasNeverCompiledMayGrowOn() {
        assertThat(HugeMethods.grown(classFile(8001), classFile(9000))).isEmpty();
    }
}
