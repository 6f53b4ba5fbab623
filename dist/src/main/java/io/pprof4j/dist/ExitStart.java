// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import io.pprof4j.tracer.AgentOptions;
import io.pprof4j.tracer.ExitFiles;
import java.util.ArrayList;
import java.util.List;

/** Arranges for what is written and sent when the program ends. */
final class ExitStart {
    private final List<WholeRun> runs = new ArrayList<>();
    private final List<ExitTask> tasks = new ArrayList<>();
    private final HeldRecorder recorder = new HeldRecorder();
    private final boolean measuring;
    /** Null if nothing is pushed. */
    private final PushStart push;

    /** What is measured from now on, if anything, comes first: its end is the program's, not that of the other files. */
    ExitStart(AgentOptions options) {
        ExitFiles names = options.files();
        if (names.cpu() != null) {
            runs.add(WholeRun.cpu(names.cpu()));
        }
        if (names.trace() != null) {
            runs.add(WholeRun.trace(names.trace()));
        }
        tasks.addAll(runs);
        addNamed(names.block(), "block");
        measuring = !tasks.isEmpty();
        push = options.push() == null ? null : new PushStart(options.push(), recorder);
        if (push != null) {
            tasks.add(push);
        }
        if (!tasks.isEmpty()) {
            tasks.add(recorder);
        }
        addNamed(names.mutex(), "mutex");
        if (options.memProfile() != null) {
            tasks.add(new ExitTask.Heap(options.memProfile(), options.memProfileGc()));
        }
    }

    private void addNamed(String pattern, String name) {
        if (pattern != null) {
            tasks.add(new ExitTask.Named(pattern, name));
        }
    }

    /** Whether anything is to be begun with {@link #begin}, lest its file be empty. */
    boolean isMeasuring() {
        return measuring;
    }

    /** Begins what is measured; that takes its time. */
    void begin() {
        recorder.begin();
        runs.forEach(WholeRun::begin);
    }

    /** From now on all is done when the program ends. */
    void register() {
        if (push != null) {
            push.start();
        }
        if (!tasks.isEmpty()) {
            ExitWriter.register(tasks);
        }
    }
}
