// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.Set;

/** Stands for {@code java.lang.LiveStackFrame} in {@link AllocationHook}: a frame with its local variables. */
interface LiveFrame extends StackWalker.StackFrame {
    @SuppressWarnings("DoNotCallSuggester") // the true one does not throw
    static StackWalker getStackWalker(Set<StackWalker.Option> options) {
        throw new UnsupportedOperationException("only java.lang.LiveStackFrame can, not " + options);
    }

    /** One element for each slot; null also for an object that the JIT has removed. */
    Object[] getLocals();
}
