// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** Counts allocation instructions and calls of the hook in class files, knowing nothing of the tracer. */
final class AllocationSites {
    private AllocationSites() {}

    /**
     * What the code of one method has.
     *
     * @param news {@code new}
     * @param arrays {@code newarray} and {@code anewarray}
     * @param multiArrays {@code multianewarray}
     * @param arrayCalls calls that make an array: its {@code clone()}, and {@code Arrays.copyOf} by class
     * @param hooks calls of the hook, by its method's name
     * @param smallestSize the fewest bytes that the code may have
     * @param largestSize the most bytes that the code may have
     */
    record Code(
            int news,
            int arrays,
            int multiArrays,
            int arrayCalls,
            Map<String, Integer> hooks,
            int smallestSize,
            int largestSize) {
        int sites() {
            return news + arrays + multiArrays;
        }

        int hooks(String... names) {
            int sum = 0;
            for (String name : names) {
                sum += hooks.getOrDefault(name, 0);
            }
            return sum;
        }
    }

    /** The methods that have code, by name and descriptor. */
    static Map<String, Code> of(byte[] classFile, String hooksBegin) {
        Map<String, Code> methods = new LinkedHashMap<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                return new Counter(hooksBegin, code -> methods.put(name + type, code));
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return methods;
    }

    private static final class Counter extends CodeSizeEvaluator {
        private final String hooksBegin;
        private final java.util.function.Consumer<Code> counted;
        private final Map<String, Integer> hooks = new TreeMap<>();
        private int news;
        private int arrays;
        private int multiArrays;
        private int arrayCalls;

        private Counter(String hooksBegin, java.util.function.Consumer<Code> counted) {
            super(Opcodes.ASM9, null);
            this.hooksBegin = hooksBegin;
            this.counted = counted;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(opcode, type);
            if (opcode == Opcodes.NEW) {
                news++;
            } else if (opcode == Opcodes.ANEWARRAY) {
                arrays++;
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            super.visitIntInsn(opcode, operand);
            if (opcode == Opcodes.NEWARRAY) {
                arrays++;
            }
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            super.visitMultiANewArrayInsn(descriptor, dimensions);
            multiArrays++;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (owner.startsWith(hooksBegin)) {
                hooks.merge(name, 1, Integer::sum);
            } else if (owner.startsWith("[") ? name.equals("clone") : isCopy(owner, descriptor)) {
                arrayCalls++;
            }
        }

        /** copyOf and copyOfRange. */
        private static boolean isCopy(String owner, String descriptor) {
            return owner.equals("java/util/Arrays") && descriptor.endsWith("Ljava/lang/Class;)[Ljava/lang/Object;");
        }

        @Override
        public void visitEnd() {
            super.visitEnd();
            counted.accept(new Code(news, arrays, multiArrays, arrayCalls, hooks, getMinSize(), getMaxSize()));
        }
    }
}
