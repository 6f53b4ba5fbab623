// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;

/**
 * The class that instrumented code calls: the recorder's template, moved into {@code java.lang}. There every class
 * loader finds it, OSGi's too; it may touch a field of {@link Thread}; the JIT honours its inlining annotations; and
 * no jar has to be appended to the boot class path, which would switch off class data sharing.
 */
final class HookClass {
    static final String NAME = "java.lang.PprofAllocationHook";
    static final String INTERNAL_NAME = "java/lang/PprofAllocationHook";

    private static final String RECORDER = "io/pprof4j/recorder/";
    private static final String TEMPLATE = RECORDER + "AllocationHook";
    private static final String FIELD = "threadLocalRandomSecondarySeed";
    private static final String ANNOTATIONS = "jdk/internal/vm/annotation/";

    private HookClass() {}

    /** The class file of the hook: with the field of Thread in the place of the calls that stand for it. */
    static byte[] bytes() throws IOException {
        return ClassTemplate.of(TEMPLATE)
                .rename(TEMPLATE, INTERNAL_NAME)
                .rename(RECORDER + "Inlined", ANNOTATIONS + "ForceInline")
                .rename(RECORDER + "NotInlined", ANNOTATIONS + "DontInline")
                .bytes(RECORDER + "Countdown", "java/lang/Thread", FIELD, "I");
    }
}
