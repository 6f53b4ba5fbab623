// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.lang.management.ThreadInfo;
import java.util.List;

/** The text of one reading in the {@link SchedTrace}: Go's words. */
final class SchedTraceText {

    /** Go's numbers for what a thread does. */
    private static final int RUNNING = 2;

    private static final int WAITING = 4;

    private SchedTraceText() {}

    static String line(SchedReading r) {
        return head(r) + " [" + r.submissions() + " " + r.tasks() + " " + r.queuedVirtual() + "]\n";
    }

    /** The same without brackets, and a line for each processor, each thread, and what each thread runs. */
    static String detail(SchedReading r, List<ThreadInfo> threads) {
        StringBuilder text = new StringBuilder(head(r));
        text.append(" gcwaiting=0 nmidlelocked=0 stopwait=0 sysmonwait=0 carriers=")
                .append(r.carriers());
        text.append(" mounted=").append(r.mountedVirtual());
        text.append(" cputime=").append(r.cpuNanos() / 1_000_000).append("ms\n");
        for (int p = 0; p < r.processors(); p++) {
            text.append("  P").append(p).append(": status=").append(p < r.processors() - r.idleProcessors() ? 1 : 0);
            text.append(" schedtick=0 syscalltick=0 m=-1 runqsize=0 gfreecnt=0 timerslen=0\n");
        }
        for (ThreadInfo thread : threads) {
            text.append("  M")
                    .append(thread.getThreadId())
                    .append(": p=-1 curg=")
                    .append(thread.getThreadId());
            text.append(" mallocing=0 throwing=0 preemptoff= locks=0 dying=0 spinning=false blocked=");
            text.append(thread.getThreadState() == Thread.State.BLOCKED).append(" lockedg=");
            text.append(thread.getThreadId()).append('\n');
        }
        for (ThreadInfo thread : threads) {
            text.append("  G").append(thread.getThreadId()).append(": status=").append(status(thread));
            text.append(" m=").append(thread.getThreadId()).append(" lockedm=").append(thread.getThreadId());
            text.append(" \"")
                    .append(thread.getThreadName().replaceAll("[\\p{Cntrl}\"]", "?"))
                    .append("\"\n");
        }
        return text.toString();
    }

    private static String head(SchedReading r) {
        return "SCHED " + r.uptimeMillis() + "ms: gomaxprocs=" + r.processors() + " idleprocs=" + r.idleProcessors()
                + " threads=" + r.threads() + " idlethreads=" + r.idleThreads() + " runqueue="
                + (r.submissions() + r.tasks() + r.queuedVirtual());
    }

    private static String status(ThreadInfo thread) {
        if (thread.getThreadState() == Thread.State.RUNNABLE) {
            return RUNNING + "()";
        }
        String lock = thread.getLockInfo() == null
                ? ""
                : " on " + thread.getLockInfo().getClassName();
        return switch (thread.getThreadState()) {
            case BLOCKED -> WAITING + "(blocked" + lock + ")";
            case TIMED_WAITING -> WAITING + "(timed waiting" + lock + ")";
            default -> WAITING + "(waiting" + lock + ")";
        };
    }
}
