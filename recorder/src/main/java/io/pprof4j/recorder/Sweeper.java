// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.function.BooleanSupplier;

/** A daemon that forgets the dead objects after each collection, so that the table's memory is soon free again. */
final class Sweeper extends Thread {
    private final Recording recording;
    private final BooleanSupplier collectorHoldsYoung;

    private Sweeper(ThreadGroup group, Recording recording, BooleanSupplier collectorHoldsYoung) {
        super(group, null, "pprof4j-sweeper", 0, false);
        this.recording = recording;
        this.collectorHoldsYoung = collectorHoldsYoung;
    }

    /** The thread belongs to nobody: it keeps no class loader and no thread group of the caller. */
    static Thread start(Recording recording, BooleanSupplier collectorHoldsYoung) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        Sweeper sweeper = new Sweeper(group, recording, collectorHoldsYoung);
        sweeper.setDaemon(true);
        sweeper.setContextClassLoader(null);
        sweeper.start();
        return sweeper;
    }

    /** A full heap is the program's business, and its next collection another chance. */
    private void sweep() throws InterruptedException {
        try {
            recording.sweepAfterCollection();
        } catch (OutOfMemoryError later) {
            // The dead are forgotten then.
        }
    }

    @Override
    public void run() {
        long[] entered = Recorder.enter();
        try {
            recording.heldYoung().learn(collectorHoldsYoung.getAsBoolean());
            while (!isInterrupted()) {
                sweep();
            }
        } catch (InterruptedException stopped) {
            interrupt();
        } finally {
            // Also ends the section that would keep this thread, and by it the tracer.
            Recorder.leave(entered);
        }
    }
}
