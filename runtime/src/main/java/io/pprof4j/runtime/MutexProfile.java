// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.runtime;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.recorder.RecorderLink;
import java.util.List;

/**
 * Who makes others wait: Go's {@code runtime.SetMutexProfileFraction} and the profile {@code mutex}. The time that
 * threads wait for a monitor or a lock of {@code java.util.concurrent} counts at the stack of the thread that holds it: one
 * that is held for a second with five threads waiting reads five seconds. Sample types are {@code contentions/count} and
 * {@code delay/nanoseconds}.
 *
 * <p>Under an agent with {@code http=} or {@code mutexprofilefraction=}, locks are measured where they are released, for
 * platform and virtual threads: {@code ReentrantLock}, {@code ReentrantReadWriteLock}, {@code StampedLock}, and what others
 * have built on {@code AbstractQueuedSynchronizer} for one owner at a time. The stack is that of the release. Semaphores,
 * conditions and queues are not locks. A wait that was given up, and what a thread that was signalled waits until it is
 * woken, are nobody's.
 *
 * <p>Of monitors, and without an agent of locks, the JVM says who holds one, not where it is released, so a look every 10 ms
 * asks which threads wait for whom. The stack is then where the holder was meanwhile, in code that Go would attribute to
 * the release. Short waits are met as often as they are long, so sums are right; {@code contentions} are the waits that
 * were met, at least one look long. Virtual threads are not seen, neither are holders of read locks. Thread-safe.
 */
public final class MutexProfile {
    private static final String BLIND = "virtual threads are not seen: start the JVM with"
            + " -javaagent:pprof4j.jar=mutexprofilefraction=1 or with its option http";

    private static final Contentions WAITS = new Contentions();
    /** 0 for off; guarded by the class, as is what follows. The sampler is null then. */
    private static int fraction;

    private static MutexSampler sampler;

    /** Whether the agent sees where locks are released; else the sampler looks at them too. */
    private static boolean locksWatched;

    private MutexProfile() {}

    /**
     * Sets how much to record. What was recorded stays.
     *
     * @param n 0 for off, 1 for every wait for a lock and a look every 10 ms, n for one wait out of n and a look every n
     *     times 10 ms, with n times the weight; negative changes nothing
     * @return the value before
     * @throws IllegalStateException if this Java runtime has no module java.management
     */
    public static synchronized int setFraction(int n) {
        int before = fraction;
        if (n < 0 || n == before) {
            return before;
        }
        long[] entered = RecorderLink.enter();
        try {
            if (sampler != null) {
                sampler.close();
                sampler = null;
            }
            locksWatched = RecorderLink.watchLocks(n);
            sampler = n == 0 ? null : MutexSampler.start(WAITS, n, locksWatched);
            fraction = n;
            return before;
        } catch (LinkageError noManagement) {
            fraction = 0;
            locksWatched = RecorderLink.watchLocks(0);
            throw new IllegalStateException(
                    "no mutex profile: this Java runtime has no module java.management", noManagement);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    private static synchronized List<String> comments() {
        if (fraction == 0) {
            return List.of("mutex profiling is off: MutexProfile.setFraction(1) or mutexprofilefraction=1 turns it on");
        }
        boolean blind = !locksWatched && Runtime.version().feature() >= VirtualThreads.FIRST_JDK;
        return blind ? List.of(BLIND) : List.of();
    }

    static NamedProfile profile() {
        return new ContentionProfile("mutex", "mutex", new ContentionProfile.Source() {
            @Override
            public Contentions read() {
                return WAITS.with(RecorderLink.releases().stream()
                        .map(Contentions.Row::of)
                        .toList());
            }

            @Override
            public long samplingPeriod() {
                return setFraction(-1);
            }

            @Override
            public List<String> comments() {
                return MutexProfile.comments();
            }
        });
    }
}
