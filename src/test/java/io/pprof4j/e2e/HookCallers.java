// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** An agent that looks which of the JVM's classes call the hook, in the class files that the JVM itself hands out. */
public final class HookCallers implements ClassFileTransformer {
    private static volatile Instrumentation instrumentation;

    private final Set<String> found = ConcurrentHashMap.newKeySet();

    private HookCallers() {}

    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Names of the loaded classes whose code calls the hook now. */
    static Set<String> find() throws IOException, UnmodifiableClassException {
        HookCallers transformer = new HookCallers();
        transformer.loadWhatItNeeds();
        instrumentation.addTransformer(transformer, true);
        try {
            instrumentation.retransformClasses(Stream.of(instrumentation.getAllLoadedClasses())
                    .filter(type -> instrumentation.isModifiableClass(type) && !type.isHidden() && !type.isArray())
                    .toArray(Class<?>[]::new));
        } finally {
            instrumentation.removeTransformer(transformer);
        }
        return transformer.found;
    }

    /** JDK 25 refuses a batch of classes if others are loaded while it goes through the transformers. */
    private void loadWhatItNeeds() throws IOException {
        try (InputStream own = HookCallers.class.getResourceAsStream("HookCallers.class")) {
            transform(null, "own", null, null, own.readAllBytes());
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (new String(classFile, StandardCharsets.ISO_8859_1).contains(ExpectedHooks.ANY_HOOK)) {
            new ClassReader(classFile).accept(new Callers(name), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        return null;
    }

    /** Asks the code, since the JVM keeps in the constant pool of a class what any of its versions ever named. */
    private final class Callers extends ClassVisitor {
        private final String className;

        private Callers(String className) {
            super(Opcodes.ASM9);
            this.className = className;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean itf) {
                    if (owner.startsWith(ExpectedHooks.ANY_HOOK) && !className.startsWith(ExpectedHooks.ANY_HOOK)) {
                        found.add(className);
                    }
                }
            };
        }
    }

    /** Writes this agent's jar. */
    static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), HookCallers.class.getName());
        manifest.getMainAttributes().put(new Attributes.Name("Can-Retransform-Classes"), "true");
        String entry = HookCallers.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = HookCallers.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }
}
