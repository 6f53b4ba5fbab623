// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

final class OperandTrackerTest {
    /** Code whose operand stack cannot be known after a jump without following it. */
    @SuppressWarnings({"UnusedMethod", "UnnecessaryStringBuilder", "UnusedVariable", "StatementSwitchToExpressionSwitch"
    })
    private static final class Jumps {
        private static Object last;

        static Object inArguments(boolean odd) {
            return new StringBuilder(odd ? new String("a") : new StringBuilder("b").toString());
        }

        static Object afterReturn(int kind, Object other) {
            if (kind == 0) {
                return new Object();
            }
            if (kind == 1) {
                return new int[0];
            }
            return new ArrayList<>(List.of(other));
        }

        static Object afterSwitch(int kind) {
            switch (kind) {
                case 0:
                    return new Object();
                case 1:
                    return new ArrayList<>(3);
                case 1000:
                    return new StringBuilder();
                default:
                    return new StringBuilder("none");
            }
        }

        static Object inHandler(String number) {
            try {
                return new StringBuilder(Integer.parseInt(number));
            } catch (NumberFormatException e) {
                return new IllegalArgumentException(number, e);
            } finally {
                last = new Object();
            }
        }

        static Object inLoop(int count) {
            for (int i = 0; i < count; i++) {
                if (i % 3 == 0) {
                    continue;
                }
                last = new StringBuilder(i);
            }
            return last;
        }
    }

    @Test
    void everyConstructedObjectIsHandedInWithFrames() throws IOException {
        assertThat(handIns(0)).hasSizeGreaterThan(12).containsOnly("object");
    }

    @Test
    void everyConstructedObjectIsHandedInWithoutFramesAsHotSpotDropsThem() throws IOException {
        assertThat(handIns(ClassReader.SKIP_FRAMES)).isEqualTo(handIns(0));
    }

    /** For each constructor call what is handed in: the object, or null if it was not found on the stack. */
    private static List<String> handIns(int parsing) throws IOException {
        ClassWriter stripped = new ClassWriter(0);
        read().accept(stripped, parsing);
        ClassWriter instrumented = new ClassWriter(0);
        new ClassReader(stripped.toByteArray())
                .accept(
                        new AllocationClassVisitor(
                                instrumented,
                                new SamplingMethodVisitor.Form(HookClass.SAMPLING, type -> 77, true),
                                Set.of(),
                                Map.of()),
                        ClassReader.EXPAND_FRAMES);
        HandIns found = new HandIns();
        new ClassReader(instrumented.toByteArray()).accept(found, 0);
        return found.arguments;
    }

    private static ClassReader read() throws IOException {
        try (InputStream in = Jumps.class.getResourceAsStream("OperandTrackerTest$Jumps.class")) {
            return new ClassReader(in.readAllBytes());
        }
    }

    private static final class HandIns extends ClassVisitor {
        private final List<String> arguments = new ArrayList<>();

        HandIns() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                private int pushed;

                @Override
                public void visitInsn(int opcode) {
                    pushed = opcode;
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    if (method.equals("made") || method.equals("constructing")) {
                        arguments.add(method.equals("made") && pushed == Opcodes.DUP ? "object" : "null");
                    }
                }
            };
        }
    }
}
