// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.function.BooleanSupplier;

/** A daemon that forgets the dead objects after each collection, so that the table's memory is soon free again. */
final class Sweeper extends OwnThread {
    private final Recording recording;
    private final BooleanSupplier collectorHoldsYoung;

    private Sweeper(Recording recording, BooleanSupplier collectorHoldsYoung) {
        super("pprof4j-sweeper", null);
        this.recording = recording;
        this.collectorHoldsYoung = collectorHoldsYoung;
    }

    static Thread start(Recording recording, BooleanSupplier collectorHoldsYoung) {
        Sweeper sweeper = new Sweeper(recording, collectorHoldsYoung);
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
