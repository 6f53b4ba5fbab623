// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/** How the recorder reaches a thread's countdown: implemented by the hook, which may touch the field of {@link Thread}. */
public abstract class ThreadCountdown {
    private static volatile ThreadCountdown installed;

    /** For the hook only. */
    protected ThreadCountdown() {}

    /** The thread's countdown; see {@link SampleClock} for what its values mean. */
    protected abstract int countdown(Thread thread);

    /** Overwrites the countdown. On another thread than the own one the owner may win the race. */
    protected abstract void countdown(Thread thread, int value);

    /** Runs the hook on some objects, of which those of this type are said to be constructed. */
    protected abstract void warmUp(int type);

    /** Called once, when the hook class is initialised. */
    public static void install(ThreadCountdown hook) {
        installed = hook;
    }

    static ThreadCountdown current() {
        return installed;
    }
}
