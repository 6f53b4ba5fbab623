// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A class whose main method makes an object and an array on each of many lines. */
final class ManySites {
    private static final int LINES_OF_A_METHOD = 1000;

    private ManySites() {}

    static void write(Path directory, String name, int lines) throws IOException {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        MethodVisitor main = begin(writer, "main", "([Ljava/lang/String;)V");
        for (int first = 1; first <= lines; first += LINES_OF_A_METHOD) {
            String method = "from" + first;
            main.visitMethodInsn(Opcodes.INVOKESTATIC, name, method, "()V", false);
            MethodVisitor code = begin(writer, method, "()V");
            for (int line = first; line < Math.min(lines + 1, first + LINES_OF_A_METHOD); line++) {
                allocate(code, line);
            }
            end(code);
        }
        end(main);
        writer.visitEnd();
        Files.write(directory.resolve(name + ".class"), writer.toByteArray());
    }

    private static MethodVisitor begin(ClassWriter writer, String method, String descriptor) {
        MethodVisitor code =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, method, descriptor, null, null);
        code.visitCode();
        return code;
    }

    private static void allocate(MethodVisitor code, int line) {
        Label start = new Label();
        code.visitLabel(start);
        code.visitLineNumber(line, start);
        code.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
        code.visitInsn(Opcodes.POP);
        code.visitIntInsn(Opcodes.SIPUSH, 100);
        code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
        code.visitInsn(Opcodes.POP);
    }

    private static void end(MethodVisitor code) {
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
