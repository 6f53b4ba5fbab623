// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.Frame;
import io.pprof4j.profile.LabelledStack;
import io.pprof4j.recorder.RecorderLink;
import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.Locale;

/**
 * The goroutine profile with {@code debug=2}: Go's dump, thread by thread, in its form. Beyond Go, lines that begin with
 * {@code #} give a thread's name and what it waits for. Ends at 64 MiB, as in Go.
 */
final class GoroutineText {
    private static final int MAX_CHARS = 64 << 20;

    private final StringBuilder text = new StringBuilder();
    private final ThreadDetails details;
    private final Waits waits;

    private GoroutineText(ThreadDetails details, Waits waits) {
        this.details = details;
        this.waits = waits;
    }

    static String render(ThreadDump dump, ThreadDetails details, Waits waits) {
        GoroutineText text = new GoroutineText(details, waits);
        List<LiveThread> threads = dump.threads();
        for (int i = 0; i < threads.size() && text.text.length() < MAX_CHARS; i++) {
            if (i > 0) {
                text.text.append('\n');
            }
            text.append(threads.get(i));
        }
        dump.comments()
                .forEach(comment ->
                        text.text.append("\n# pprof4j: ").append(comment).append('\n'));
        return text.text.toString();
    }

    private void append(LiveThread live) {
        long id = live.thread().getId();
        ThreadInfo info = details.byId().get(id);
        text.append("goroutine ").append(id).append(" [").append(state(live, info));
        long minutes = waits.minutes(id);
        if (minutes > 0) {
            text.append(", ").append(minutes).append(" minutes");
        }
        text.append(live.virtual() ? ", virtual" : "").append("]:\n");
        LabelledStack.appendLabels(text, live.labels());
        if (!live.thread().getName().isEmpty()) {
            text.append("# name: ").append(oneLine(live.thread().getName())).append('\n');
        }
        if (info != null && info.getLockInfo() != null) {
            appendLock(info);
        }
        live.stack().forEach(this::append);
        appendCreator(id);
    }

    /** Where somebody called {@code start} is what Go means by "created by"; what is nearer to the leaf is the JDK's. */
    private void appendCreator(long id) {
        Object[] creator = RecorderLink.threadCreator(id);
        StackTraceElement by = creator == null ? null : starter((StackTraceElement[]) creator[1]);
        if (by != null) {
            text.append("created by ").append(Frame.of(by).function());
            text.append(" in goroutine ").append(creator[0]).append('\n');
            appendPosition(Frame.of(by));
        }
    }

    private static StackTraceElement starter(StackTraceElement... stack) {
        for (StackTraceElement frame : stack) {
            if (!frame.getClassName().equals("java.lang.Thread")) {
                return frame;
            }
        }
        return null;
    }

    private void append(StackTraceElement element) {
        Frame frame = Frame.of(element);
        text.append(frame.function()).append("(...)\n");
        appendPosition(frame);
    }

    private void appendPosition(Frame frame) {
        text.append('\t');
        text.append(frame.fileName().isEmpty() ? "?" : frame.fileName());
        text.append(':').append(frame.line()).append('\n');
    }

    private void appendLock(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        text.append("# waits for: ").append(lock.getClassName()).append('@');
        text.append(Integer.toHexString(lock.getIdentityHashCode()));
        if (info.getLockOwnerId() >= 0) {
            text.append(" held by goroutine ").append(info.getLockOwnerId());
            text.append(" (").append(oneLine(info.getLockOwnerName())).append(')');
        }
        text.append('\n');
    }

    /** Go's words where the JVM knows as much; its own where it has others. */
    private static String state(LiveThread live, ThreadInfo info) {
        Thread.State state = info == null ? live.thread().getState() : info.getThreadState();
        if (state == Thread.State.RUNNABLE) {
            return info != null && info.isInNative() ? "syscall" : "runnable";
        }
        String leaf = live.stack().isEmpty() ? "" : live.stack().get(0).getMethodName();
        if (state == Thread.State.TIMED_WAITING && leaf.startsWith("sleep")) {
            return "sleep";
        }
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\p{Cntrl}", " ");
    }
}
