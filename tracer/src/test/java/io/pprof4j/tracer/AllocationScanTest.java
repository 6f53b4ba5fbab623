// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The scan and the visitor must agree: a method that only the scan takes for harmless would not be counted. */
final class AllocationScanTest {
    @Test
    void findsInTheWholeOfJavaBaseWhatTheVisitorInstruments() throws IOException {
        int classes = 0;
        int allocating = 0;
        for (Path path : javaBase()) {
            byte[] classFile = Files.readAllBytes(path);
            Set<String> instrumented = instrumented(classFile);
            Set<String> missed = new TreeSet<>(AllocationScan.of(classFile).untouchedMethods());
            missed.retainAll(instrumented);
            assertThat(missed).as("%s", path).isEmpty();
            assertThat(AllocationScan.of(classFile).allocates()).as("%s", path).isEqualTo(!instrumented.isEmpty());
            classes++;
            allocating += instrumented.isEmpty() ? 0 : 1;
        }
        assertThat(classes).isGreaterThan(5000);
        assertThat(allocating).isGreaterThan(classes / 2);
    }

    private static List<Path> javaBase() throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("module-info.class"))
                    .toList();
        }
    }

    /** Name and descriptor of the methods that call the hook after the visitor saw them, or are not what they were. */
    private static Set<String> instrumented(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new AllocationClassVisitor(
                        writer,
                        new SamplingMethodVisitor.Form(HookClass.SAMPLING, type -> 9, true),
                        Set.of(),
                        Map.of()),
                ClassReader.EXPAND_FRAMES);
        Set<String> methods = new TreeSet<>();
        new ClassReader(writer.toByteArray())
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                if (SecondarySeed.is(reader.getClassName(), name)) {
                                    methods.add(name + type);
                                }
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String method, String descriptor, boolean itf) {
                                        if (HookClass.isHook(owner)) {
                                            methods.add(name + type);
                                        }
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return methods;
    }

    @Test
    void seesThroughInstructionsOfAnyLength() {
        byte[] classFile = classFile(code -> {
            org.objectweb.asm.Label end = new org.objectweb.asm.Label();
            code.visitInsn(Opcodes.ICONST_0);
            code.visitTableSwitchInsn(-1, 1, end, end, end, end);
            code.visitInsn(Opcodes.ICONST_0);
            code.visitLookupSwitchInsn(end, new int[] {-5, 187, 1000}, new org.objectweb.asm.Label[] {end, end, end});
            code.visitIincInsn(300, 1000);
            code.visitVarInsn(Opcodes.ILOAD, 300);
            code.visitIntInsn(Opcodes.SIPUSH, 187 << 8 | 188);
            code.visitLdcInsn(187L << 32);
            code.visitInsn(Opcodes.POP2);
            code.visitInsn(Opcodes.POP2);
            code.visitLabel(end);
        });
        assertThat(AllocationScan.of(classFile).allocates()).isFalse();
        assertThat(AllocationScan.of(classFile).untouchedMethods()).containsExactly("m()V");
    }

    @Test
    void findsWhatFollowsThem() {
        byte[] classFile = classFile(code -> {
            org.objectweb.asm.Label end = new org.objectweb.asm.Label();
            code.visitInsn(Opcodes.ICONST_0);
            code.visitTableSwitchInsn(0, 2, end, end, end, end);
            code.visitLabel(end);
            code.visitIincInsn(300, 1000);
            code.visitInsn(Opcodes.ICONST_1);
            code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
            code.visitInsn(Opcodes.POP);
        });
        assertThat(AllocationScan.of(classFile).allocates()).isTrue();
        assertThat(AllocationScan.of(classFile).untouchedMethods()).isEmpty();
        assertThat(AllocationScan.of(classFile).className()).isEqualTo("app/Old");
    }

    private static byte[] classFile(java.util.function.Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC, "app/Old", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "m", "()V", null, null);
        code.visitCode();
        body.accept(code);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(4, 400);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
