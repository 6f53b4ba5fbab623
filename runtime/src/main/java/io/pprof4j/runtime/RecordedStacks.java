// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.util.List;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/** Flight Recorder's stacks, as everybody else has them. */
final class RecordedStacks {
    private RecordedStacks() {}

    /** Leaf first. */
    static StackTraceElement[] elements(RecordedStackTrace stack) {
        List<RecordedFrame> frames = stack.getFrames();
        return frames.stream()
                .filter(RecordedFrame::isJavaFrame)
                .map(RecordedStacks::element)
                .toArray(StackTraceElement[]::new);
    }

    private static StackTraceElement element(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        String className = method.getType().getName();
        return new StackTraceElement(className, method.getName(), sourceFile(className), frame.getLineNumber());
    }

    /** Flight Recorder does not say: the name that the outermost class would have in Java. */
    static String sourceFile(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$', 1);
        return (nested < 0 ? simple : simple.substring(0, nested)) + ".java";
    }
}
