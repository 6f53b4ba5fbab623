// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.RecorderLink;
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
        Map<Long, String[]> labels = RecorderLink.allLabels();
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            add(threads, entry.getKey(), OwnStacks.without(entry.getValue()), labels, false);
        }
        VirtualThreads.Found virtual = VirtualThreads.all();
        List<List<StackTraceElement>> stacks = StackTraces.of(virtual.threads());
        for (int i = 0; i < stacks.size(); i++) {
            add(threads, virtual.threads().get(i), stacks.get(i), labels, true);
        }
        threads.sort(Comparator.comparingLong(live -> live.thread().getId()));
        return new ThreadDump(threads, virtual.comments());
    }

    /** A thread that has ended since has no stack; neither have some of the JVM's, which are alive. */
    private static void add(
            List<LiveThread> threads,
            Thread thread,
            List<StackTraceElement> frames,
            Map<Long, String[]> labels,
            boolean virtual) {
        if (frames != null && (!frames.isEmpty() || thread.isAlive())) {
            threads.add(new LiveThread(thread, frames, Labels.inProfile(labels.get(thread.getId())), virtual));
        }
    }

    /** One for each. Text profiles cannot be read with an empty stack: some of the JVM's threads have a stand-in. */
    List<LabelledStack> stacks() {
        return threads.stream()
                .map(live -> new LabelledStack(live.stack().isEmpty() ? NO_JAVA : live.stack(), live.labels()))
                .toList();
    }
}
