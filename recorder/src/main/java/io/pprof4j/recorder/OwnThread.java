// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/** A daemon that belongs to nobody: it keeps no class loader and no thread group of whoever starts it. */
public class OwnThread extends Thread {
    /**
     * A thread that has not started.
     *
     * @param work null if {@link #run} is overridden
     */
    @SuppressWarnings("this-escape") // javac since 21; Thread's methods hand it to nobody
    public OwnThread(String name, Runnable work) {
        super(rootGroup(), work, name, 0, false);
        setDaemon(true);
        setContextClassLoader(null);
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
