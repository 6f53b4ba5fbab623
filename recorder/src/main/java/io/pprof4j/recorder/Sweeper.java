// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.function.BooleanSupplier;

/** A daemon that forgets the dead objects after each collection, so that the table's memory is soon free again. */
final class Sweeper extends Thread {
    /** To ask for the collector loads the JVM's management, with which no program's start should compete. */
    private static final long START_MILLIS = 1000;

    private static final long FOR_EVER = 0;

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
    private void sweep(long millis) throws InterruptedException {
        try {
            recording.sweepAfterCollection(millis);
        } catch (OutOfMemoryError later) {
            // The dead are forgotten then.
        }
    }

    @Override
    public void run() {
        long[] entered = Recorder.enter();
        try {
            sweep(START_MILLIS);
            recording.heldYoung().learn(collectorHoldsYoung.getAsBoolean());
            while (!isInterrupted()) {
                sweep(FOR_EVER);
            }
        } catch (InterruptedException stopped) {
            interrupt();
        } finally {
            // Also ends the section that would keep this thread, and by it the tracer.
            Recorder.leave(entered);
        }
    }
}
