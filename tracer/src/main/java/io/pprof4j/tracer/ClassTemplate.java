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
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

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

    /** The same with a field in the place of the static methods {@code get} and {@code set} of a class. */
    byte[] bytes(String accessors, String fieldOwner, String fieldName, String fieldType) throws IOException {
        ClassFile file = new ClassFile(template);
        int next = file.constantCount();
        ByteArrayOutputStream added = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(added);
        for (String text : new String[] {fieldOwner, fieldName, fieldType}) {
            out.writeByte(UTF8);
            out.writeUTF(text);
        }
        out.writeByte(CLASS);
        out.writeShort(next);
        out.writeByte(NAME_AND_TYPE);
        out.writeShort(next + 1);
        out.writeShort(next + 2);
        file.forEachMethod((name, type, start, length) -> accessField(file, accessors, start, start + length));
        for (int i = 1; i < next; i++) {
            if (file.tag(i) == METHOD && file.memberOwner(i).equals(accessors)) {
                int at = file.constantStart(i);
                template[at] = FIELD;
                put(at + 1, next + 3);
                put(at + 3, next + 4);
            }
        }
        return bytes(file, 5, added.toByteArray());
    }

    private void put(int at, int value) {
        template[at] = (byte) (value >> 8);
        template[at + 1] = (byte) value;
    }

    /** The instructions are as long as the calls were, and do the same to the operand stack. */
    private void accessField(ClassFile file, String accessors, int start, int end) {
        for (int at = start; at < end; at = file.nextInstruction(at, start)) {
            if (file.u1(at) == Opcodes.INVOKESTATIC
                    && file.memberOwner(file.u2(at + 1)).equals(accessors)) {
                boolean get = file.memberName(file.u2(at + 1)).equals("get");
                template[at] = (byte) (get ? Opcodes.GETFIELD : Opcodes.PUTFIELD);
            }
        }
    }

    private byte[] bytes(ClassFile file, int moreConstants, byte[] added) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(template, 0, 8);
        out.writeShort(file.constantCount() + moreConstants);
        for (int i = 1; i < file.constantCount(); i++) {
            if (file.tag(i) == UTF8) {
                out.writeByte(UTF8);
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
