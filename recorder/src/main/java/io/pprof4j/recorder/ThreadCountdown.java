// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.Arrays;

/** How the recorder reaches a thread's countdown: implemented by the hook, which may touch the field of {@link Thread}. */
public abstract class ThreadCountdown {
    private static volatile ThreadCountdown[] hooks = {};

    /** For the hook only. */
    protected ThreadCountdown() {}

    /** The thread's countdown; see {@link SampleClock} for what its values mean. */
    protected abstract int countdown(Thread thread);

    /** Overwrites the countdown. On another thread than the own one the owner may win the race. */
    protected abstract void countdown(Thread thread, int value);

    /** Runs the hook on some objects, of which those of this type are said to be constructed. */
    protected abstract void warmUp(int type);

    /** Called once by each hook class, when it is initialised. */
    public static synchronized void install(ThreadCountdown hook) {
        ThreadCountdown[] all = Arrays.copyOf(hooks, hooks.length + 1);
        all[hooks.length] = hook;
        hooks = all;
    }

    /** Any of the hooks, which all use the same field; null before there is one. */
    static ThreadCountdown current() {
        ThreadCountdown[] all = hooks;
        return all.length == 0 ? null : all[0];
    }

    static void warmUpAll(int type) {
        for (ThreadCountdown hook : hooks) {
            hook.warmUp(type);
        }
    }

    /** Whether this is a hook, of which there may be more by the time. */
    static boolean isHook(Class<?> type) {
        return type.getSuperclass() == ThreadCountdown.class;
    }

    static boolean isHook(String className) {
        for (ThreadCountdown hook : hooks) {
            if (hook.getClass().getName().equals(className)) {
                return true;
            }
        }
        return false;
    }
}
