// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Classes that come and go: each loader defines its own, makes objects of them, and is dropped. Prints what is left of
 * them after each round: {@code round, loaders left, highest type number, own bytes, metaspace bytes}.
 */
final class ThrowAwayLoaders {
    private static final int MORE_THAN_FREE = 8192;

    private ThrowAwayLoaders() {}

    /** Arguments: rounds, loaders of each round. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        int loaders = Integer.parseInt(arguments[1]);
        // As long as the agent is at it, it holds the list of all loaded classes.
        ZooProgram.awaitInstrumented();
        for (int round = 1; round <= rounds; round++) {
            List<WeakReference<ClassLoader>> dropped = dropLoaders(loaders);
            long left = collect(dropped);
            System.out.printf("%d %d %d %d %d%n", round, left, newTypeNumber(), OwnMemory.bytes(), metaspace());
        }
    }

    static List<WeakReference<ClassLoader>> dropLoaders(int count) throws ReflectiveOperationException {
        List<WeakReference<ClassLoader>> dropped = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ClassLoader loader = new OwnCopies();
            Runnable task = (Runnable)
                    loader.loadClass(Task.class.getName()).getConstructor().newInstance();
            task.run();
            dropped.add(new WeakReference<>(loader));
        }
        return dropped;
    }

    /** How many are still there; unloading may take a few collections, never without end. */
    private static long collect(List<WeakReference<ClassLoader>> dropped) {
        long left = dropped.size();
        for (int i = 0; i < 20 && left > 0; i++) {
            System.gc();
            left = dropped.stream().filter(loader -> !loader.refersTo(null)).count();
        }
        return left;
    }

    /** The highest number so far: more are asked for than are free, on behalf of a loader that goes, too. */
    private static int newTypeNumber() throws ReflectiveOperationException {
        Method typeIndex = Class.forName("io.pprof4j.recorder.Recorder", true, null)
                .getMethod("typeIndex", ClassLoader.class, String.class);
        ClassLoader loader = new OwnCopies();
        int highest = 0;
        for (int i = 0; i < MORE_THAN_FREE; i++) {
            highest = Math.max(highest, (int) typeIndex.invoke(null, loader, "no.Type" + i));
        }
        return highest;
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
                .sum();
    }

    /** Makes ten objects each of two classes, and an array of each. */
    public static final class Task implements Runnable {
        Object kept;

        @Override
        public void run() {
            Part[] parts = new Part[10];
            Arrays.setAll(parts, Part::new);
            kept = parts.clone();
        }
    }

    /** The other class. */
    public static final class Part {
        final Piece piece;

        Part(int number) {
            piece = new Piece(number);
        }
    }

    /** What it is made of. */
    public record Piece(int number) {}

    /** Defines the classes anew. */
    private static final class OwnCopies extends ClassLoader {
        OwnCopies() {
            super(ThrowAwayLoaders.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Task.class.getName())
                    && !name.equals(Part.class.getName())
                    && !name.equals(Piece.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
