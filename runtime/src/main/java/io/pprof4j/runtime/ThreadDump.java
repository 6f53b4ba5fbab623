// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All threads of the application at one time, by their number.
 *
 * @param comments why some may be missing
 */
record ThreadDump(List<LiveThread> threads, List<String> comments) {
    private static final List<StackTraceElement> NO_JAVA =
            List.of(new StackTraceElement("runtime", "_System", null, -1));

    /** Takes one. The caller keeps the recorder quiet. */
    static ThreadDump take() {
        List<LiveThread> threads = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            add(threads, entry.getKey(), entry.getValue(), false);
        }
        VirtualThreads.Found virtual = VirtualThreads.all();
        for (Thread thread : virtual.threads()) {
            add(threads, thread, thread.getStackTrace(), true);
        }
        threads.sort(Comparator.comparingLong(live -> live.thread().getId()));
        return new ThreadDump(threads, virtual.comments());
    }

    /** A thread that has ended since has no stack; neither have some of the JVM's, which are alive. */
    private static void add(List<LiveThread> threads, Thread thread, StackTraceElement[] stack, boolean virtual) {
        List<StackTraceElement> frames = OwnStacks.without(stack);
        if (frames != null && (!frames.isEmpty() || thread.isAlive())) {
            threads.add(new LiveThread(thread, frames, virtual));
        }
    }

    /** One for each thread. Text profiles cannot be read with an empty one: some of the JVM's threads have a stand-in. */
    List<List<StackTraceElement>> stacks() {
        return threads.stream()
                .map(LiveThread::stack)
                .map(stack -> stack.isEmpty() ? NO_JAVA : stack)
                .toList();
    }
}
