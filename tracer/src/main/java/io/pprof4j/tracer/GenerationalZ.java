// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Knows whether the collector is the generational ZGC. Who answers lives in the boot loader, as in {@link AllocatedBytes}. */
final class GenerationalZ {
    private static final String TEMPLATE = "io/pprof4j/tracer/GenerationalZTemplate";
    private static final String NAME = "io/pprof4j/recorder/GenerationalZ";

    private final JvmInternals jvm;

    GenerationalZ(JvmInternals jvm) {
        this.jvm = jvm;
    }

    /** Defines the class; once in the life of a JVM. */
    void define() throws IOException {
        byte[] classFile = ClassTemplate.of(TEMPLATE)
                .rename(TEMPLATE + "$Vm", "jdk/internal/misc/VM")
                .rename(TEMPLATE, NAME)
                .bytes();
        jvm.defineInBootLoader(NAME.replace('/', '.'), classFile);
    }

    BooleanSupplier isCollector() throws ReflectiveOperationException {
        return (BooleanSupplier) jvm.allocate(Class.forName(NAME.replace('/', '.'), false, null));
    }
}
