// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * For how long threads have been waiting, at least: the JVM counts waits and blocks, and if the count is what it was when
 * a reading saw the thread wait, it is still the same wait. Remembers the threads of the last reading only. Guarded by
 * this.
 */
final class Waits {
    private Map<Long, Wait> known = new HashMap<>();

    /** One wait, by its number within the thread, and when it was seen first. */
    private record Wait(long number, long sinceNanos) {}

    void observe(ThreadDetails details) {
        observe(details, System.nanoTime());
    }

    synchronized void observe(ThreadDetails details, long nowNanos) {
        if (details.byId().isEmpty()) {
            // perhaps for want of module java.management, and then ThreadInfo is no class
            return;
        }
        Map<Long, Wait> now = new HashMap<>();
        details.byId().forEach((id, info) -> {
            if (isWaiting(info)) {
                long number = info.getWaitedCount() + info.getBlockedCount();
                Wait before = known.get(id);
                now.put(id, before != null && before.number() == number ? before : new Wait(number, nowNanos));
            }
        });
        known = now;
    }

    long minutes(long threadId) {
        return minutes(threadId, System.nanoTime());
    }

    /** Whole minutes; 0 if it does not wait, or nobody has looked before. */
    synchronized long minutes(long threadId, long nowNanos) {
        Wait wait = known.get(threadId);
        return wait == null ? 0 : TimeUnit.NANOSECONDS.toMinutes(nowNanos - wait.sinceNanos());
    }

    private static boolean isWaiting(ThreadInfo info) {
        return switch (info.getThreadState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }
}
