// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which object is recorded. The distance to the next sample is exponential with the rate as its mean, so an
 * object of s bytes is recorded with probability 1 - exp(-s/rate) (Go: runtime/malloc.go, nextSample).
 *
 * <p>A thread's countdown is an int whose last three bits survive every subtraction, since sizes are multiples of 8:
 *
 * <ul>
 *   <li>0: a thread that has not allocated yet; it draws first
 *   <li>8k+1: the object that takes it below zero is recorded
 *   <li>8k+2: a pause: the distance was longer than {@link #CHUNK}, and the draw is repeated there, which changes
 *       nothing since the distribution has no memory, and lets a new rate take effect
 *   <li>8k+3: quiet: allocations of the recorder itself
 *   <li>negative: the thread has {@link Constructions} under way in the slot that the number names, 8k
 * </ul>
 *
 * Thread-safe; allocates nothing.
 */
public final class SampleClock {
    /** Nothing is recorded for the next 2 GB of this thread, and when they are over it starts anew. */
    public static final int QUIET = 0x7FFF_FFFB;

    /**
     * Counted down for an object whose size is not known in the code that allocates it. Any number will do, as long as
     * its samples are scaled by it: see {@link #rateFor}.
     */
    public static final int INSTANCE_TICK = 24;

    /** A thread looks at the rate at least once in so many bytes. */
    static final int CHUNK = 1 << 20;

    private static final int SAMPLE = 1;
    private static final int PAUSE = 2;
    private static final int KIND = 7;
    private static final int QUIET_KIND = QUIET & KIND;
    private static final int UNDER_CONSTRUCTION = -(1 << 29);

    /** Where a thread goes on while nothing is recorded: it looks again after a chunk. */
    static final int WAIT = CHUNK | PAUSE;

    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private final AtomicLong seed;
    private volatile long rate;

    SampleClock(long rate, long seed) {
        this.rate = rate;
        this.seed = new AtomicLong(seed);
    }

    long rate() {
        return rate;
    }

    void rate(long bytes) {
        rate = bytes;
    }

    public static boolean isQuiet(int countdown) {
        return countdown > 0 && (countdown & KIND) == QUIET_KIND;
    }

    static boolean isUnderConstruction(int countdown) {
        return countdown < 0;
    }

    /** The slot that a countdown under construction names. */
    static int slot(int countdown) {
        return (UNDER_CONSTRUCTION - countdown) >> 3;
    }

    static int underConstruction(int slot) {
        return UNDER_CONSTRUCTION - (slot << 3);
    }

    /** Where a thread goes on when recording failed: with its constructions if it has any, else with a new draw. */
    static int afterFailure(int before) {
        return before < 0 ? before : 0;
    }

    /**
     * Counts an object down.
     *
     * @param before the countdown before the object; not quiet and not under construction
     * @return the countdown after it, negated if the object is to be recorded; never 0
     */
    int after(int before, long size) {
        long currentRate = rate;
        if (currentRate == 1) {
            return -SAMPLE;
        }
        int countdown = before == 0 ? draw(currentRate) : before;
        long rest = size;
        while (countdown - rest < 0) {
            if ((countdown & KIND) == SAMPLE && currentRate != 0) {
                return -draw(currentRate);
            }
            rest -= countdown & ~KIND;
            countdown = draw(currentRate);
        }
        return (int) (countdown - rest);
    }

    /**
     * The rate by which to unsample objects that counted {@link #INSTANCE_TICK} bytes: at it, an object of the true
     * size is recorded as often as one of so many bytes is at the real rate.
     */
    static long rateFor(long size, long currentRate) {
        return currentRate <= 1 ? currentRate : Math.max(2, Math.round((double) currentRate * size / INSTANCE_TICK));
    }

    /** Bytes that a recorded object of this size represents. */
    static long standsFor(long size, long currentRate) {
        return currentRate <= 1 ? size : (long) (size / -Math.expm1(-(double) size / currentRate));
    }

    /** A uniformly distributed long; also used to thin the live objects. */
    long random() {
        long z = seed.getAndAdd(GOLDEN_GAMMA);
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }

    private int draw(long currentRate) {
        if (currentRate == 0) {
            return WAIT;
        }
        double uniform = ((random() >>> 11) + 1) * 0x1.0p-53;
        double distance = -Math.log(uniform) * currentRate;
        return distance >= CHUNK ? WAIT : ((int) distance & ~KIND) | SAMPLE;
    }
}
