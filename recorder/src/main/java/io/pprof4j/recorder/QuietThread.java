// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/** A thread of pprof4j's: nothing that it allocates is the application's. */
public abstract class QuietThread extends OwnThread {
    protected QuietThread(String name) {
        super(name, null);
    }

    /** Does the {@link #work}, and nothing before and after. */
    @Override
    public final void run() {
        long[] entered = RecorderLink.enter();
        try {
            work();
        } finally {
            RecorderLink.leave(entered);
        }
    }

    /** What the thread is for. */
    protected abstract void work();
}
