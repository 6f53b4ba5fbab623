// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import org.objectweb.asm.MethodVisitor;

/** A form in which the methods of one class are instrumented. */
interface MethodInstrumentation {
    /**
     * What instruments one method.
     *
     * @param owner internal name of the class
     * @param sourceFile null if unknown
     * @param target receives the instrumented code
     */
    AllocationMethodVisitor visitor(
            String owner, String sourceFile, int access, String name, String descriptor, MethodVisitor target);

    /** Which of a method's hooks are to be delayed, if any. What throws before a delayed hook is not counted. */
    DelayedHooks delayed(DelayedHooks possible);
}
