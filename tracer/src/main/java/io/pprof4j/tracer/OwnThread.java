// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

/** A daemon that belongs to nobody: it keeps no class loader and no thread group of whoever starts it. */
final class OwnThread {
    private OwnThread() {}

    static void start(String name, Runnable work) {
        create(name, work).start();
    }

    static Thread create(String name, Runnable work) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
