// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Label;
import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.RecorderLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
            List<Label> labels = Labels.inProfile(RecorderLink.labels(thread.getId()));
            threads.add(new LiveThread(thread, frames, labels, virtual));
        }
    }

    /**
     * How many threads have each stack and labels. Text profiles cannot be read with an empty stack: some of the JVM's
     * threads have a stand-in.
     */
    Map<LabelledStack, Integer> counts() {
        Map<LabelledStack, Integer> counts = new LinkedHashMap<>();
        for (LiveThread live : threads) {
            List<StackTraceElement> stack = live.stack().isEmpty() ? NO_JAVA : live.stack();
            counts.merge(new LabelledStack(stack, live.labels()), 1, Integer::sum);
        }
        return counts;
    }
}
