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

/** An agent that looks which of the JVM's classes call the hook, in the class files that the JVM itself hands out. */
public final class HookCallers implements ClassFileTransformer {
    private static volatile Instrumentation instrumentation;

    private final Set<String> found = ConcurrentHashMap.newKeySet();

    private HookCallers() {}

    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Names of the loaded classes that call the hook now; pprof4j's own, which only name it, left out. */
    static Set<String> find() throws UnmodifiableClassException {
        HookCallers transformer = new HookCallers();
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

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        String hook = String.join("/", "java", "lang", "PprofAllocationHook");
        String text = new String(classFile, StandardCharsets.ISO_8859_1);
        if (text.contains(hook) && !name.equals(hook) && !name.matches("io/pprof4j/(tracer|recorder)/.*")) {
            found.add(name);
        }
        return null;
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
