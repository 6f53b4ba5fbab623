// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * A compiled class that names stand-ins for what the compiler may not name; the true names are put into its constant
 * pool at run time. Works on the raw class file, since the agent's start waits for it.
 */
final class ClassTemplate {

    private final byte[] template;
    private final Map<String, String> names = new LinkedHashMap<>();

    private ClassTemplate(byte[] template) {
        this.template = template;
    }

    /** @param internalName of a class whose class file lies beside the tracer's */
    static ClassTemplate of(String internalName) throws IOException {
        try (InputStream in = ClassTemplate.class.getResourceAsStream("/" + internalName + ".class")) {
            if (in == null) {
                throw new IOException("class file " + internalName + " is missing beside the tracer");
            }
            return new ClassTemplate(in.readAllBytes());
        }
    }

    /** Puts one class in the place of another. */
    ClassTemplate rename(String internalName, String trueName) {
        names.put(internalName, trueName);
        return this;
    }

    /** The class file. */
    byte[] bytes() throws IOException {
        return bytes(new ClassFile(template), 0, new byte[0]);
    }

    /** The same with instructions in the place of the calls that stand for them. */
    byte[] bytes(HookInstructions instructions) throws IOException {
        ClassFile file = new ClassFile(template);
        int first = file.constantCount();
        ByteArrayOutputStream added = new ByteArrayOutputStream();
        HookInstructions.writeConstants(new DataOutputStream(added), first);
        for (ClassFile.Method method : file.methods()) {
            replaceCalls(file, instructions, method.codeStart(), method.codeStart() + method.codeLength());
        }
        return bytes(file, HookInstructions.CONSTANTS, added.toByteArray());
    }

    private void replaceCalls(ClassFile file, HookInstructions instructions, int start, int end) {
        for (int at = start; at < end; at = file.nextInstruction(at, start)) {
            if (file.u1(at) == Opcodes.INVOKESTATIC && HookInstructions.isStandIn(file.memberOwner(file.u2(at + 1)))) {
                byte[] instruction = instructions.instruction(file.memberName(file.u2(at + 1)), file.constantCount());
                System.arraycopy(instruction, 0, template, at, instruction.length);
            }
        }
    }

    private byte[] bytes(ClassFile file, int moreConstants, byte[] added) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(template, 0, 8);
        out.writeShort(file.constantCount() + moreConstants);
        for (int i = 1; i < file.constantCount(); i++) {
            if (file.tag(i) == ClassFile.UTF8) {
                out.writeByte(ClassFile.UTF8);
                out.writeUTF(rename(file.utf8(i)));
            } else if (file.tag(i) != 0) {
                out.write(template, file.constantStart(i), file.constantLength(i));
            }
        }
        out.write(added);
        out.write(template, file.constantsEnd(), template.length - file.constantsEnd());
        return bytes.toByteArray();
    }

    private String rename(String text) {
        String renamed = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            renamed = renamed.replace(name.getKey(), name.getValue());
        }
        return renamed;
    }
}
