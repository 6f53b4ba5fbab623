// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Go's garbage collection trace, {@code GODEBUG=gctrace=1}: a line for each collection, written by a daemon thread.
 * docs/memstats.md says what stands in each field. Thread-safe: starting and stopping synchronise on this class.
 */
public final class GcTrace {

    private static Running running;

    private GcTrace() {}

    /**
     * Writes a line for each collection from now on, instead of to where it was written before, if it was. The stream is
     * never closed.
     *
     * @param form 1 for the form that Go prints now, 2 for that of 2014
     * @param out where to write; each line comes in one piece
     * @throws IllegalArgumentException if the form is neither
     * @throws IllegalStateException if this Java runtime has no module jdk.management
     */
    public static synchronized void start(int form, OutputStream out) {
        if (form != 1 && form != 2) {
            throw new IllegalArgumentException("gctrace=" + form + " is not valid; accepted: 1 or 2");
        }
        stop();
        Running started = new Running(form, TraceWriter.begin("gctrace", out));
        PauseTracking.add(started);
        running = started;
    }

    /** Writes no more lines. Does nothing if it is off. */
    public static synchronized void stop() {
        if (running != null) {
            PauseTracking.remove(running);
            running.writer.close();
            running = null;
        }
    }

    /** Whether lines are written. */
    public static synchronized boolean isOn() {
        return running != null && !running.writer.isEnded();
    }

    /** Called by one thread only, the JVM's for notifications. */
    private static final class Running implements Consumer<GcRecord> {

        private static final int PARALLEL_THREADS = (int) Math.max(1, HotSpotBeans.flag("ParallelGCThreads"));

        private static final int CONCURRENT_THREADS = (int) Math.max(1, HotSpotBeans.flag("ConcGCThreads"));

        private final int form;

        private final TraceWriter writer;

        private long goal = MemoryPools.read().nextGC();

        private long liveAfterPrevious;

        private Running(int form, TraceWriter writer) {
            this.form = form;
            this.writer = writer;
        }

        @Override
        public void accept(GcRecord collection) {
            if (writer.isEnded()) {
                return;
            }
            MemoryPools pools = MemoryPools.read();
            writer.write(
                    form == 1
                            ? GcTraceLine.now(collection, state(pools))
                            : GcTraceLine.of2014(
                                    collection, liveAfterPrevious, ObjectCounters.count(), PARALLEL_THREADS));
            goal = pools.nextGC();
            liveAfterPrevious = collection.told().heapAfter();
        }

        private GcTraceLine.State state(MemoryPools pools) {
            return new GcTraceLine.State(
                    JvmClock.toEpochNanos(0),
                    GcReading.cpuFraction(CollectorBeans.pauseTotalNs()),
                    goal,
                    NativeParts.estimatedStacks(),
                    pools.metaspaceUsed(),
                    Runtime.getRuntime().availableProcessors(),
                    CONCURRENT_THREADS);
        }
    }
}
