// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * Has {@code java.base} tell the recorder where threads start others and, while the block or the mutex profile is on, where
 * they park and release locks: Flight Recorder does not see virtual threads park, and nothing in the JVM sees a release.
 * Independent of the recording of allocations.
 */
final class ThreadWatch implements ClassFileTransformer {
    private final Instrumentation instrumentation;
    private volatile Set<Class<?>> watched = Set.of();

    private ThreadWatch(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Begins, until {@link #end}. The recorder is in the boot loader. */
    static void begin(Instrumentation instrumentation) throws IOException {
        ThreadWatch watch = new ThreadWatch(instrumentation);
        loadWhatItNeeds();
        instrumentation.addTransformer(watch, true);
        RecorderLink.watchThreads(watch::adapt);
    }

    /** Ends it, whoever began. */
    static void end() {
        if (RecorderLink.isWatchingThreads()) {
            RecorderLink.watchThreads(null);
        }
    }

    /** JDK 25 refuses to retransform if classes are loaded while it does. */
    private static void loadWhatItNeeds() throws IOException {
        for (String name : ThreadEventCalls.CLASSES) {
            try (InputStream in = Object.class.getResourceAsStream("/" + name + ".class")) {
                instrument(in.readAllBytes());
            }
        }
    }

    private synchronized void adapt(Set<Class<?>> classes) {
        Set<Class<?>> changed = new HashSet<>(watched);
        changed.addAll(classes);
        changed.removeIf(type -> watched.contains(type) == classes.contains(type));
        watched = classes;
        changed.forEach(this::retransform);
        if (classes.isEmpty()) {
            instrumentation.removeTransformer(this);
        }
    }

    private void retransform(Class<?> type) {
        long[] entered = RecorderLink.enter();
        try {
            instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError failure) {
            System.err.println("pprof4j: " + type.getName() + " cannot be watched: " + failure);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String internalName, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        try {
            return redefined != null && watched.contains(redefined) ? instrument(classFile) : null;
        } catch (RuntimeException | LinkageError failure) {
            System.err.println("pprof4j: " + internalName + " cannot be watched: " + failure);
            return null;
        }
    }

    private static byte[] instrument(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new ThreadEventCalls(writer), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }
}
