// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/**
 * What the agent needs of java.base beyond its public interface: to define classes in the boot loader and in {@code
 * java.lang}, and to measure objects. Opened for this module alone through {@link Instrumentation#redefineModule}.
 */
final class JvmInternals {
    private static final String UNSAFE = "jdk.internal.misc.Unsafe";

    private final Instrumentation instrumentation;
    private final Object unsafe;
    private final Method defineClass;
    private final MethodHandle allocateInstance;
    private final Method arrayBaseOffset;
    private final Method arrayIndexScale;

    JvmInternals(Instrumentation instrumentation) throws ReflectiveOperationException {
        this.instrumentation = instrumentation;
        open(Set.of(), Set.of(JvmInternals.class.getModule()));
        Class<?> type = Class.forName(UNSAFE);
        unsafe = type.getMethod("getUnsafe").invoke(null);
        defineClass = type.getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class);
        allocateInstance = MethodHandles.lookup()
                .unreflect(type.getMethod("allocateInstance", Class.class))
                .bindTo(unsafe);
        arrayBaseOffset = type.getMethod("arrayBaseOffset", Class.class);
        arrayIndexScale = type.getMethod("arrayIndexScale", Class.class);
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

    /** Lets java.base and the boot loader's classes outside any module see each other. */
    void connect(Class<?> bootClass) {
        open(Set.of(bootClass.getModule()), Set.of(bootClass.getModule()));
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
                defineClass.invoke(unsafe, name, bytes, 0, bytes.length, null, null);
                failures = 0;
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof NoClassDefFoundError) || ++failures > waiting.size()) {
                    throw new IOException("cannot define " + name + " in the boot loader: " + e.getCause(), e);
                }
                waiting.add(name);
            } catch (IllegalAccessException e) {
                throw new IOException("cannot define " + name + " in the boot loader: " + e, e);
            }
        }
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
        Class<?> defined = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                .defineClass(bytes);
        Class.forName(defined.getName(), true, null);
    }

    /** Size of an instance with header and padding, in bytes. */
    long instanceBytes(Class<?> type) {
        try {
            return instrumentation.getObjectSize((Object) allocateInstance.invokeExact(type));
        } catch (Throwable notInstantiable) {
            return objectAlignment() * 2L;
        }
    }

    /** The distance between two sizes that objects of this JVM can have, in bytes. */
    int objectAlignment() {
        long smallest = instrumentation.getObjectSize(new byte[0]);
        int length = 0;
        while (instrumentation.getObjectSize(new byte[length]) == smallest) {
            length++;
        }
        return (int) (instrumentation.getObjectSize(new byte[length]) - smallest);
    }

    /** Offset of an array's first element, in bytes. */
    int arrayBase(Class<?> array) throws ReflectiveOperationException {
        return ((Number) arrayBaseOffset.invoke(unsafe, array)).intValue(); // a long since JDK 25
    }

    /** Size of a reference in an array, in bytes. */
    int referenceBytes() throws ReflectiveOperationException {
        return ((Number) arrayIndexScale.invoke(unsafe, Object[].class)).intValue();
    }
}
