// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What the agent needs of java.base beyond its public interface: to define classes in the boot loader and in {@code
 * java.lang}, and to measure objects. Opened for this module alone through {@link Instrumentation#redefineModule}.
 */
final class JvmInternals implements ToLongFunction<Class<?>> {
    private final Instrumentation instrumentation;
    private final UnsafeAccess unsafe;

    JvmInternals(Instrumentation instrumentation) throws IOException, ReflectiveOperationException {
        this.instrumentation = instrumentation;
        open(Set.of(), Set.of(JvmInternals.class.getModule()));
        unsafe = unsafe();
    }

    private static synchronized UnsafeAccess unsafe() throws IOException, ReflectiveOperationException {
        if (UnsafeAccess.instance() == null) {
            String template = "io/pprof4j/tracer/UnsafeTemplate";
            byte[] access = ClassTemplate.of(template)
                    .rename(template + "$Unsafe", "jdk/internal/misc/Unsafe")
                    .rename(template, "io/pprof4j/tracer/JdkUnsafe")
                    .bytes();
            initialize(MethodHandles.lookup().defineClass(access));
        }
        return UnsafeAccess.instance();
    }

    private static void initialize(Class<?> type) throws ClassNotFoundException {
        Class.forName(type.getName(), true, type.getClassLoader());
    }

    /** Lets java.base read these modules, and them use its internals. */
    private void open(Set<Module> reads, Set<Module> users) {
        instrumentation.redefineModule(
                Object.class.getModule(),
                reads,
                Map.of(),
                Map.of("java.lang", users, "jdk.internal.misc", users),
                Set.of(),
                Map.of());
    }

    /** Lets the tracer run diagnostic commands. */
    void openDiagnostics() {
        Set<Module> tracer = Set.of(JvmInternals.class.getModule());
        open("jdk.management", Map.of(), Map.of("com.sun.management.internal", tracer));
    }

    /** Lets the boot loader's classes outside any module use the JVM's own implementation of its beans. */
    private void openManagement(Module user) {
        open("java.management", Map.of("sun.management", Set.of(user)), Map.of());
        open("jdk.management", Map.of("com.sun.management.internal", Set.of(user)), Map.of());
    }

    /** Does nothing if there is no such module. */
    private void open(String name, Map<String, Set<Module>> exported, Map<String, Set<Module>> opened) {
        Optional<Module> module = ModuleLayer.boot().findModule(name);
        if (module.isPresent()) {
            instrumentation.redefineModule(module.get(), Set.of(), exported, opened, Set.of(), Map.of());
        }
    }

    /** Lets java.base and the boot loader's classes outside any module see each other. */
    void connect(Class<?> bootClass) {
        Module module = bootClass.getModule();
        open(Set.of(module), Set.of(module));
        openManagement(module);
    }

    /**
     * Defines classes in the boot loader, without a file. A class is retried after the ones it extends.
     *
     * @param names binary names of classes whose class files lie beside this class
     */
    void defineInBootLoader(Set<String> names) throws IOException {
        Deque<String> waiting = new ArrayDeque<>(names);
        int failures = 0;
        while (!waiting.isEmpty()) {
            String name = waiting.poll();
            byte[] bytes = classFile(name);
            try {
                defineInBootLoader(name, bytes);
                failures = 0;
            } catch (NoClassDefFoundError e) {
                if (++failures > waiting.size()) {
                    throw new IOException("cannot define " + name + " in the boot loader: " + e, e);
                }
                waiting.add(name);
            }
        }
    }

    /** Defines a class in the boot loader. */
    void defineInBootLoader(String name, byte[] classFile) {
        unsafe.defineClass(name, classFile, 0, classFile.length, null, null);
    }

    private static byte[] classFile(String name) throws IOException {
        String resource = "/" + name.replace('.', '/') + ".class";
        try (InputStream in = JvmInternals.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("class file " + resource + " is missing beside the tracer");
            }
            return in.readAllBytes();
        }
    }

    /** Defines a class in {@code java.lang} and initialises it. */
    void defineInJavaLang(byte[] bytes) throws ReflectiveOperationException {
        initialize(MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                .defineClass(bytes));
    }

    /** An instance on which no constructor has run. */
    Object allocate(Class<?> type) throws InstantiationException {
        return unsafe.allocateInstance(type);
    }

    /** Size of an instance of a class with header and padding, in bytes. */
    @Override
    public long applyAsLong(Class<?> type) {
        try {
            return instrumentation.getObjectSize(allocate(type));
        } catch (InstantiationException | RuntimeException | Error notInstantiable) {
            return objectAlignment() * 2L;
        }
    }

    /** The distance between two sizes that objects of this JVM can have, in bytes. */
    int objectAlignment() {
        int most = mostInSmallest(byte.class);
        return (int) (arrayBytes(byte.class, most + 1) - arrayBytes(byte.class, most));
    }

    /** Offset of an array's first element, in bytes: the smallest array is full with as many as fit into it. */
    int arrayBase(Class<?> element) {
        return (int) arrayBytes(element, 0) - mostInSmallest(element) * elementBytes(element);
    }

    private int mostInSmallest(Class<?> element) {
        long smallest = arrayBytes(element, 0);
        int length = 0;
        while (arrayBytes(element, length + 1) == smallest) {
            length++;
        }
        return length;
    }

    /** Size of an array's elements, in bytes. */
    int elementBytes(Class<?> element) {
        int many = 1 << 10;
        return (int) ((arrayBytes(element, many) - arrayBytes(element, 0)) / many);
    }

    private long arrayBytes(Class<?> element, int length) {
        return instrumentation.getObjectSize(Array.newInstance(element, length));
    }
}
