// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.Arrays;

/** How the recorder reaches a thread's countdown: implemented by the hook, which may touch the field of {@link Thread}. */
public abstract class ThreadCountdown {
    private static volatile ThreadCountdown installed;
    private static volatile Class<?>[] hooks = {};

    /** For the hook only. */
    protected ThreadCountdown() {}

    /** The thread's countdown; see {@link SampleClock} for what its values mean. */
    protected abstract int countdown(Thread thread);

    /** Overwrites the countdown. On another thread than the own one the owner may win the race. */
    protected abstract void countdown(Thread thread, int value);

    /** Called once by each hook class, when it is initialised. */
    public static synchronized void install(ThreadCountdown hook) {
        Class<?>[] all = Arrays.copyOf(hooks, hooks.length + 1);
        all[hooks.length] = hook.getClass();
        hooks = all;
        installed = hook;
    }

    /** The classes whose frames lie between an allocation and the recorder. */
    static Class<?>[] hooks() {
        return hooks.clone();
    }

    static ThreadCountdown current() {
        return installed;
    }
}
