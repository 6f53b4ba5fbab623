// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.recorder.OwnFrames;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** Takes from a stack what lies below the measured code: the test, its framework and what started that. */
@FunctionalInterface
interface StackCut {
    /**
     * The frames of the measured code.
     *
     * @param stack leaf first, without pprof4j's frames; the root side may be missing
     * @return null if this was not the measured code
     */
    List<StackTraceElement> apply(List<StackTraceElement> stack);

    /** Leaves the frames above the caller of this. Stacks of other threads stay as they are. */
    static StackCut aboveCaller() {
        List<StackTraceElement> base = Arrays.stream(new Throwable().getStackTrace())
                .filter(frame -> !OwnFrames.isOwn(frame.getClassName()))
                .toList();
        return stack -> stack.subList(0, begin(stack, base));
    }

    /** Leaves the frames down to this method; what others allocate around it is not measured. */
    static StackCut downTo(Method method) {
        String className = method.getDeclaringClass().getName();
        return stack -> {
            for (int i = stack.size() - 1; i >= 0; i--) {
                StackTraceElement frame = stack.get(i);
                if (frame.getMethodName().equals(method.getName())
                        && frame.getClassName().equals(className)) {
                    return stack.subList(0, i + 1);
                }
            }
            return null;
        };
    }

    /** Where the caller's frames begin; deep stacks have lost some at the root side. */
    private static int begin(List<StackTraceElement> stack, List<StackTraceElement> base) {
        int whole = stack.size() - base.size();
        if (whole >= 0 && stack.subList(whole, stack.size()).equals(base)) {
            return whole;
        }
        for (int i = Math.max(0, whole + 1); i < stack.size(); i++) {
            if (stack.subList(i, stack.size()).equals(base.subList(0, stack.size() - i))) {
                return i;
            }
        }
        return stack.size();
    }
}
