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
 * <p>The JVM says who holds a lock, not where it is released, so a look every 10 ms asks which threads wait for whom. The
 * stack is therefore where the holder was meanwhile, in code that Go would attribute to the release. Short waits are met
 * as often as they are long, so sums are right; {@code contentions} are the waits that were met, at least one look long.
 * Virtual threads are not seen, neither are holders of locks that do not name them (semaphores, read locks). Thread-safe.
 */
public final class MutexProfile {
    private static final Contentions WAITS = new Contentions();
    /** 0 for off; guarded by the class, as is the sampler, which is null then. */
    private static int fraction;

    private static MutexSampler sampler;

    private MutexProfile() {}

    /**
     * Sets how often to look. What was recorded stays.
     *
     * @param n 0 for off, 1 for every 10 ms, n for every n times 10 ms, with n times the weight; negative changes nothing
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
            sampler = n == 0 ? null : MutexSampler.start(WAITS, n);
            fraction = n;
            return before;
        } catch (LinkageError noManagement) {
            throw new IllegalStateException(
                    "no mutex profile: this Java runtime has no module java.management", noManagement);
        } finally {
            RecorderLink.leave(entered);
        }
    }

    static NamedProfile profile() {
        return new ContentionProfile("mutex", "mutex", new ContentionProfile.Source() {
            @Override
            public Contentions read() {
                return WAITS;
            }

            @Override
            public long samplingPeriod() {
                return setFraction(-1);
            }

            @Override
            public List<String> comments() {
                return setFraction(-1) > 0
                        ? List.of()
                        : List.of("mutex profiling is off: MutexProfile.setFraction(1) or mutexprofilefraction=1"
                                + " turns it on");
            }
        });
    }
}
