// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class that instrumented code calls: a template of the recorder's, moved into {@code java.lang}. There every class
 * loader finds it, OSGi's too; it may touch a field of {@link Thread}; the JIT honours its inlining annotations; and
 * no jar has to be appended to the boot class path, which would switch off class data sharing.
 *
 * <p>Sampling and recording have a copy each of one template, so that each contains its own form only: what C2 once saw
 * executed in a method it compiles into all of that method's callers.
 */
enum HookClass {
    /** For a rate above 1: no object is passed to a call that C2 compiles. */
    SAMPLING("PprofAllocationHook", "AllocationHook", false),
    /** For rate 1, every object. */
    EXACT("PprofExactAllocationHook", "AllocationHook", true),
    /** Sampling, but where single threads can be measured: they are told at the {@code new}, too. */
    MEASURING("PprofMeasuringHook", "AllocationHook", false),
    /** For counting at each site. */
    COUNTING("PprofCountingHook", "CountingHook", false);

    private static final String RECORDER = "io/pprof4j/recorder/";
    private static final String ANNOTATIONS = "jdk/internal/vm/annotation/";

    private final String internalName;
    private final String template;
    private final boolean exact;

    HookClass(String simpleName, String template, boolean exact) {
        this.internalName = "java/lang/" + simpleName;
        this.template = RECORDER + template;
        this.exact = exact;
    }

    /** The one that code is instrumented with at first; null for rate 0. */
    static HookClass of(AgentOptions options) {
        return options.counting() ? COUNTING : forRate(options.memProfileRate(), options.measuring());
    }

    /**
     * The one that code is instrumented with.
     *
     * @param rate mean bytes between samples
     * @param measuring whether single threads are to be measured, whatever the rate
     * @return null for none
     */
    static HookClass forRate(long rate, boolean measuring) {
        if (rate == 1) {
            return EXACT;
        }
        if (measuring) {
            return MEASURING;
        }
        return rate == 0 ? null : SAMPLING;
    }

    String internalName() {
        return internalName;
    }

    String className() {
        return internalName.replace('/', '.');
    }

    /** Whether this is the name of a hook, with slashes or dots. */
    static boolean isHook(String name) {
        for (HookClass hook : values()) {
            if (name.length() == hook.internalName.length()
                    && name.replace('.', '/').equals(hook.internalName)) {
                return true;
            }
        }
        return false;
    }

    /** Emits a call of one of the hook's methods. */
    void call(MethodVisitor code, String method, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, internalName, method, descriptor, false);
    }

    /** The class file of the hook, with instructions in the place of the calls that stand for them. */
    byte[] bytes() throws IOException {
        return ClassTemplate.of(template)
                .rename(template, internalName)
                .rename(RECORDER + "LiveFrame", "java/lang/LiveStackFrame")
                .rename(RECORDER + "Inlined", ANNOTATIONS + "ForceInline")
                .rename(RECORDER + "NotInlined", ANNOTATIONS + "DontInline")
                .rename(RECORDER + "Fixed", ANNOTATIONS + "Stable")
                .bytes(new HookInstructions(exact));
    }
}
