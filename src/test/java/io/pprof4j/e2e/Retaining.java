// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.profile.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program whose live objects are known. Argument: a directory for its heap profiles. */
final class Retaining {
    static final int KEPT = 200_000;
    static final int KILOBYTE = 1024;
    private static final int HEADER = 16;
    private static final int LOADERS = 20;

    static volatile Object sink;
    static Object[] kept;
    static Object[] blocks;

    private Retaining() {}

    /** Retains 1 KB objects among garbage, then only makes garbage; a profile after each. */
    static final class Sampled {
        private Sampled() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            kept = new Object[KEPT];
            for (int i = 0; i < KEPT; i++) {
                kept[i] = retained();
                garbage();
            }
            collect();
            profile(directory.resolve("collected.pb.gz"));
            for (int i = 0; i < KEPT / 4; i++) {
                garbage();
            }
            profile(directory.resolve("after.pb.gz"));
            kept = null;
            collect();
            profile(directory.resolve("empty.pb.gz"));
        }
    }

    /** The same with numbers that are exact at rate 1, and class loaders that nothing may keep. */
    static final class Exact {
        private Exact() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            kept = new Object[10_000];
            profile(directory.resolve("before.pb.gz"));
            System.out.println("collected before: " + (collections() > 0));
            for (int i = 0; i < 30_000; i++) {
                kept[i / 3] = retained();
            }
            for (int i = 0; i < 50; i++) {
                sink = megabyte();
            }
            blocks = new Object[40];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = block();
            }
            List<WeakReference<ClassLoader>> loaders = throwAway();
            collect();
            profile(directory.resolve("collected.pb.gz"));
            System.out.println("loaders left: " + left(loaders));
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    static Object retained() {
        return new byte[KILOBYTE - HEADER];
    }

    static void garbage() {
        sink = new byte[KILOBYTE - HEADER];
    }

    static Object megabyte() {
        return new byte[(1 << 20) - HEADER];
    }

    static Object block() {
        return new byte[(256 << 10) - HEADER];
    }

    static void collect() {
        sink = null;
        System.gc();
        System.gc();
    }

    static void profile(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Profiles.writeHeapProfile(out);
        }
    }

    private static List<WeakReference<ClassLoader>> throwAway() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < LOADERS; i++) {
            ClassLoader loader = new OneClassLoader();
            Runnable task = (Runnable) loader.loadClass(Task.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            task.run();
            loaders.add(new WeakReference<>(loader));
        }
        return loaders;
    }

    /** Class unloading may take a few collections more, never without end. */
    private static long left(List<WeakReference<ClassLoader>> loaders) {
        long left = LOADERS;
        for (int i = 0; i < 20 && left > 0; i++) {
            System.gc();
            left = loaders.stream().filter(loader -> loader.get() != null).count();
        }
        return left;
    }

    /** Allocates objects of its own class and arrays of it, so that types of the loader are recorded. */
    public static final class Task implements Runnable {
        private Object[] own;

        @Override
        public void run() {
            own = new Task[] {new Task(), new Task()};
            own = own.clone();
        }
    }

    /** Defines {@link Task} anew. */
    private static final class OneClassLoader extends ClassLoader {
        OneClassLoader() {
            super(Retaining.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Task.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
