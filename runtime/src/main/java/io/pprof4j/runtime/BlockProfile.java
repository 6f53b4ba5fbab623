// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.util.List;

/**
 * Where threads wait for each other: Go's {@code runtime.SetBlockProfileRate} and the profile {@code block}. It counts the
 * waits that have ended, by the waiter's stack: for monitors, in {@code Object.wait}, and parked, which is how everything
 * in {@code java.util.concurrent} waits. Sample types are {@code contentions/count} and {@code delay/nanoseconds}.
 *
 * <p>Under an agent with {@code http=} or {@code blockprofilerate=}, parking is measured where it happens, in {@code
 * LockSupport}, for platform and virtual threads. Everything else, and parking without an agent, comes from JDK Flight
 * Recorder ({@code jdk.JavaMonitorEnter}, {@code jdk.JavaMonitorWait}, {@code jdk.ThreadPark}), without a threshold: it
 * does not see virtual threads park, needs a temporary directory that can be written to, and keeps at most 64 frames of a
 * stack. Thread-safe.
 */
public final class BlockProfile {
    private static final String BLIND = "virtual threads that park are not seen: start the JVM with"
            + " -javaagent:pprof4j.jar=blockprofilerate=1 or with its option http";

    private static final Contentions WAITS = new Contentions();
    /** 0 for off; guarded by the class, as is what follows. The recorder is null then. */
    private static long rate;

    private static BlockRecorder recorder;

    /** Whether the agent sees where threads park; else Flight Recorder does. */
    private static boolean parksWatched;

    private BlockProfile() {}

    /** The rate now; 0 for off. */
    public static synchronized long rate() {
        return rate;
    }

    /**
     * Turns the profile on or off. What was recorded stays.
     *
     * @param nanos 0 or less for off. Any other value records every wait: Go would record about one per so many
     *     nanoseconds waited and scale it up, which gives the same sums
     * @throws IllegalStateException if this JVM has no Flight Recorder
     */
    public static synchronized void setRate(long nanos) {
        long[] entered = RecorderLink.enter();
        try {
            if (nanos > 0 && recorder == null) {
                parksWatched = RecorderLink.watchParks(true);
                recorder = BlockRecorder.start(WAITS, !parksWatched);
            } else if (nanos <= 0 && recorder != null) {
                RecorderLink.watchParks(false);
                recorder.close();
                recorder = null;
            }
            rate = Math.max(0, nanos);
        } catch (LinkageError noJfr) {
            throw new IllegalStateException("no block profile: this Java runtime has no module jdk.jfr", noJfr);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    private static synchronized Contentions read() throws IOException {
        if (recorder != null) {
            recorder.drain();
        }
        return WAITS.with(Parks.all());
    }

    private static synchronized List<String> comments() {
        if (rate == 0) {
            return List.of("block profiling is off: BlockProfile.setRate(1) or blockprofilerate=1 turns it on");
        }
        boolean blind = !parksWatched && Runtime.version().feature() >= VirtualThreads.FIRST_JDK;
        return blind ? List.of(BLIND) : List.of();
    }

    static NamedProfile profile() {
        return new ContentionProfile("block", "contention", new ContentionProfile.Source() {
            @Override
            public Contentions read() throws IOException {
                return BlockProfile.read();
            }

            @Override
            public long samplingPeriod() {
                return 0;
            }

            @Override
            public List<String> comments() {
                return BlockProfile.comments();
            }
        });
    }
}
