// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Frame;
import io.pprof4j.recorder.OwnFrames;
import java.util.Arrays;
import java.util.List;

/** Keeps pprof4j out of the stacks of threads. */
final class OwnStacks {
    /** Frames kept per stack, from the leaf; as in Go since 1.23. */
    private static final int MAX_FRAMES = 128;

    private OwnStacks() {}

    /**
     * The frames that are the application's, or the JDK's on its behalf: pprof4j's own are taken out, and where the thread
     * is within pprof4j now, what that calls.
     *
     * @param stack leaf first
     * @return null for a thread that does nothing but pprof4j's work
     */
    static List<StackTraceElement> without(StackTraceElement[] stack) {
        int leaf = 0;
        boolean own = false;
        boolean application = false;
        for (int i = 0; i < stack.length; i++) {
            boolean ours = Frame.belongsToPprof4j(stack[i].getClassName());
            if (ours && !application) {
                leaf = i + 1;
            }
            own |= ours;
            application = application || (!ours && !OwnFrames.isJdk(stack[i].getClassName()));
        }
        if (!own) {
            return Arrays.asList(stack).subList(0, Math.min(stack.length, MAX_FRAMES));
        }
        return application ? others(stack, leaf) : null;
    }

    private static List<StackTraceElement> others(StackTraceElement[] stack, int leaf) {
        return Arrays.stream(stack, leaf, stack.length)
                .filter(frame -> !Frame.belongsToPprof4j(frame.getClassName()))
                .limit(MAX_FRAMES)
                .toList();
    }
}
