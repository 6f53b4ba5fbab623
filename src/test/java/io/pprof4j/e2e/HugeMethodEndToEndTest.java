// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A method that HotSpot would no longer compile because of what is inserted is left alone, and the profile says so. */
final class HugeMethodEndToEndTest {
    @TempDir
    Path folder;

    @Test
    void aMethodThatWouldOutgrowTheCompilerIsSkippedAndCounted() throws Exception {
        Files.write(folder.resolve("Huge.class"), classFile());
        Path profile = folder.resolve("huge.pb.gz");
        ForkedJvm.Result run = ForkedJvm.withAgent("memprofilerate=1,include=Huge,memprofile=" + profile)
                .classPath(folder + File.pathSeparator + System.getProperty("java.class.path"))
                .run("Huge");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        Measured measured = Measured.in(profile);
        assertThat(measured.flat("Huge.small", "alloc_objects")).isEqualTo(10);
        assertThat(measured.flat("Huge.big", "alloc_objects")).isZero();
        assertThat(measured.profile().comments())
                .filteredOn(comment -> comment.startsWith("skipped"))
                .singleElement()
                .asString()
                .startsWith("skipped methods: 1 ");
    }

    /** 7 bytes for each array: 7,001 in all, of which the hook would make more than 8,000. */
    private static byte[] classFile() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Huge", null, "java/lang/Object", null);
        writer.visitField(Opcodes.ACC_STATIC, "sink", "Ljava/lang/Object;", null, null)
                .visitEnd();
        arrays(writer, "big", 1000);
        arrays(writer, "small", 10);
        MethodVisitor main = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "main", "([Ljava/lang/String;)V", null, null);
        main.visitCode();
        main.visitMethodInsn(Opcodes.INVOKESTATIC, "Huge", "big", "()V", false);
        main.visitMethodInsn(Opcodes.INVOKESTATIC, "Huge", "small", "()V", false);
        end(main);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void arrays(ClassWriter writer, String name, int count) {
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, name, "()V", null, null);
        method.visitCode();
        for (int i = 0; i < count; i++) {
            method.visitIntInsn(Opcodes.BIPUSH, 8);
            method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
            method.visitFieldInsn(Opcodes.PUTSTATIC, "Huge", "sink", "Ljava/lang/Object;");
        }
        end(method);
    }

    private static void end(MethodVisitor method) {
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
    }
}
