// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.recorder.OwnFrames;
import java.util.List;

/**
 * A place in the measured code that allocated objects of one type.
 *
 * @param type class name in source form, {@code byte[]} or {@code java.util.HashMap$Node}; lambdas of a class are one type
 * @param count objects
 * @param bytes their sizes with headers and padding, in bytes
 * @param stack where, leaf first, down to the measured code; empty if that is a method reference such as {@code Foo::new}
 */
public record Site(String type, long count, long bytes, List<StackTraceElement> stack) {
    public Site {
        stack = List.copyOf(stack);
    }

    /** What tells it from others. */
    record Key(String type, List<StackTraceElement> stack) {}

    Key key() {
        return new Key(type, stack);
    }

    /** The line to look at: the innermost frame that is not the JDK's, or the innermost at all; null if the stack is empty. */
    public StackTraceElement line() {
        for (StackTraceElement frame : stack) {
            if (!OwnFrames.isJdk(frame.getClassName())) {
                return frame;
            }
        }
        return stack.isEmpty() ? null : stack.get(0);
    }
}
