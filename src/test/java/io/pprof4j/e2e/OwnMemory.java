// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the recorder's tables hold in this JVM, in bytes with compressed references: all that is reached from its
 * classes' static fields through objects of the boot loader's classes, but for classes, class loaders, threads, and
 * what is referred to weakly. Needs {@link #OPEN}.
 */
final class OwnMemory {
    /** So that the JDK's collections can be looked into. */
    static final String[] OPEN = {
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
        "--add-opens=java.base/java.lang.ref=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED"
    };

    private static final String[] ROOTS = {"Recorder", "TypeTable"};

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private final Map<Class<?>, Shape> shapes = new HashMap<>();
    private long bytes;

    private OwnMemory() {}

    /** Nothing that this allocates is recorded. */
    static long bytes() throws ReflectiveOperationException {
        Class<?> recorder = recorderClass("Recorder");
        Method enter = recorder.getMethod("enter");
        Method leave = recorder.getMethod("leave", long[].class);
        Object entered = enter.invoke(null);
        try {
            return new OwnMemory().walk();
        } finally {
            leave.invoke(null, entered);
        }
    }

    private static Class<?> recorderClass(String name) throws ClassNotFoundException {
        return Class.forName("io.pprof4j.recorder." + name, true, null);
    }

    private long walk() throws ReflectiveOperationException {
        for (String root : ROOTS) {
            for (Field field : recorderClass(root).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    reach(field.get(null));
                }
            }
        }
        while (!open.isEmpty()) {
            visit(open.poll());
        }
        return bytes;
    }

    private void reach(Object object) {
        if (object != null
                && object.getClass().getClassLoader() == null
                && !(object instanceof Class || object instanceof ClassLoader || object instanceof Thread)
                && seen.add(object)) {
            open.add(object);
        }
    }

    private void visit(Object object) throws IllegalAccessException {
        Class<?> type = object.getClass();
        if (type.isArray()) {
            bytes += padded(16L + (long) Array.getLength(object) * bytesOf(type.getComponentType()));
            if (object instanceof Object[] elements) {
                for (Object element : elements) {
                    reach(element);
                }
            }
            return;
        }
        Shape shape = shapes.computeIfAbsent(type, Shape::of);
        bytes += shape.bytes;
        for (Field field : shape.references) {
            reach(field.get(object));
        }
    }

    private static long padded(long size) {
        return (size + 7) & ~7;
    }

    private static int bytesOf(Class<?> type) {
        if (type == long.class || type == double.class) {
            return 8;
        }
        if (type == byte.class || type == boolean.class) {
            return 1;
        }
        return type == short.class || type == char.class ? 2 : 4;
    }

    /** What an instance of a class takes, and the fields to follow; a reference's own say nothing of what it holds. */
    private record Shape(long bytes, List<Field> references) {
        static Shape of(Class<?> type) {
            long bytes = 12;
            List<Field> references = new ArrayList<>();
            for (Class<?> c = type; c != null; c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        bytes += bytesOf(field.getType());
                        if (!field.getType().isPrimitive() && c != Reference.class) {
                            field.setAccessible(true);
                            references.add(field);
                        }
                    }
                }
            }
            return new Shape(padded(bytes), references);
        }
    }
}
