// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * The JVM's own count of allocated bytes. What counts lives in the boot loader, so that the recorder, which keeps it,
 * keeps no loader of the tracer. It makes its own com.sun.management.ThreadMXBean, since the platform's provider of
 * beans takes 20 ms to start.
 */
final class AllocatedBytes {
    private static final String TRACER = "io/pprof4j/tracer/";
    private static final String RECORDER = "io/pprof4j/recorder/";
    private static final String PLACEHOLDER = TRACER + "AllocatedBytes$";

    private final JvmInternals jvm;

    AllocatedBytes(JvmInternals jvm) {
        this.jvm = jvm;
    }

    /** Defines the classes; once in the life of a JVM. */
    void define() throws IOException {
        for (String name : new String[] {"ThreadBytes", "JvmBytes"}) {
            byte[] classFile = ClassTemplate.of(TRACER + name + "Template")
                    .rename(TRACER + "ThreadBytesTemplate", RECORDER + "ThreadBytes")
                    .rename(TRACER + "JvmBytesTemplate", RECORDER + "JvmBytes")
                    .rename(PLACEHOLDER + "BeanClass", "com/sun/management/internal/HotSpotThreadImpl")
                    .rename(PLACEHOLDER + "Bean", "com/sun/management/ThreadMXBean")
                    .rename(PLACEHOLDER + "Factory", "sun/management/ManagementFactoryHelper")
                    .rename(PLACEHOLDER + "Management", "sun/management/VMManagement")
                    .bytes();
            jvm.defineInBootLoader(binaryName(name), classFile);
        }
    }

    private static String binaryName(String name) {
        return (RECORDER + name).replace('/', '.');
    }

    LongSupplier ofCurrentThread() throws ReflectiveOperationException {
        return counter("ThreadBytes");
    }

    LongSupplier ofAllThreads() throws ReflectiveOperationException {
        return counter("JvmBytes");
    }

    private LongSupplier counter(String name) throws ReflectiveOperationException {
        return (LongSupplier) jvm.allocate(Class.forName(binaryName(name), false, null));
    }

    /** com.sun.management.ThreadMXBean, with the method that has come with JDK 17.0.11. */
    interface Bean {
        boolean isThreadAllocatedMemorySupported();

        boolean isThreadAllocatedMemoryEnabled();

        long getCurrentThreadAllocatedBytes();

        long getTotalThreadAllocatedBytes();
    }

    /** Its implementation. */
    static final class BeanClass implements Bean {
        BeanClass(Management jvm) {
            throw new IllegalStateException(jvm.toString());
        }

        @Override
        public boolean isThreadAllocatedMemorySupported() {
            return false;
        }

        @Override
        public boolean isThreadAllocatedMemoryEnabled() {
            return false;
        }

        @Override
        public long getCurrentThreadAllocatedBytes() {
            return -1;
        }

        @Override
        public long getTotalThreadAllocatedBytes() {
            return -1;
        }
    }

    /** What that is made from. */
    interface Management {}

    /** Where that is found. */
    abstract static class Factory {
        private Factory() {}

        static Management getVMManagement() {
            return null;
        }
    }
}
