// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * An agent that is started twice, before pprof4j's and after it: so it sees each class file as pprof4j gets it and as
 * pprof4j leaves it. Its jar is a manifest; its classes are on the class path.
 */
public final class ZooObserver implements ClassFileTransformer {
    private static final Map<Key, byte[]> ORIGINALS = new ConcurrentHashMap<>();
    private static final Map<Key, Observation> OBSERVATIONS = new ConcurrentHashMap<>();
    private static volatile Instrumentation last;

    private final boolean isAfter;

    private ZooObserver(boolean isAfter) {
        this.isAfter = isAfter;
    }

    /** A class that may not exist yet. */
    private record Key(int loader, String internalName) {
        static Key of(ClassLoader loader, String internalName) {
            return new Key(loader == null ? 0 : System.identityHashCode(loader), internalName);
        }
    }

    /**
     * What pprof4j made of one class.
     *
     * @param asmFindings of the few classes that {@link UnverifiedClasses} may name; empty if nothing
     */
    record Observation(boolean changed, ExpectedHooks.Judgement judgement, Supplier<String> asmFindings) {}

    public static void premain(String when, Instrumentation instrumentation) throws IOException {
        warmUp();
        if (when.equals("after")) {
            last = instrumentation;
        }
        instrumentation.addTransformer(new ZooObserver(when.equals("after")), true);
    }

    public static void agentmain(String when, Instrumentation instrumentation) throws IOException {
        premain(when, instrumentation);
    }

    /** Loads what the comparison needs: a class that loads inside a transformer is shown to no transformer. */
    private static void warmUp() throws IOException {
        try (InputStream in = ZooObserver.class.getResourceAsStream("ZooObserver.class")) {
            byte[] own = in.readAllBytes();
            new ZooObserver(false).transform(null, "warm/Up", null, null, own);
            new ZooObserver(true).transform(null, "warm/Up", null, null, own);
        }
        OBSERVATIONS.clear();
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (name == null) {
            return null;
        }
        Key key = Key.of(loader, name);
        if (isAfter) {
            byte[] original = ORIGINALS.remove(key);
            if (original != null) {
                OBSERVATIONS.put(key, observe(name, original, classFile));
            }
        } else {
            ORIGINALS.put(key, classFile);
        }
        return null;
    }

    private static Observation observe(String name, byte[] original, byte[] instrumented) {
        boolean changed = !Arrays.equals(original, instrumented);
        Supplier<String> findings =
                UnverifiedClasses.mayContain(name) ? () -> UnverifiedClasses.verify(instrumented) : () -> "";
        return new Observation(changed, ExpectedHooks.judge(name, original, instrumented), findings);
    }

    /** What was seen of a class; null if it went past the transformers. */
    static Observation of(ClassLoader loader, String className) {
        return OBSERVATIONS.get(Key.of(loader, className.replace('.', '/')));
    }

    /** The instrumentation whose transformer is behind pprof4j's; null if this JVM is not watched. */
    static Instrumentation last() {
        return last;
    }
}
