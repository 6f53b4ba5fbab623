// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The program counters that text profiles have. The JVM has none to show, so each frame gets one that is made from its
 * names and its line: the same in every text, in every profile and in every process. {@link #function} gives the name
 * back, as {@code /debug/pprof/symbol} needs it.
 *
 * <p>Names are kept for at least the 65,536 frames that were written last, and at most for twice as many. The address of
 * one that is forgotten stays what it is, and has its name again as soon as a text with it is written. Thread-safe.
 */
public final class FrameAddresses {
    private static final int STEP_BITS = 4;
    private static final long STEP = 1 << STEP_BITS;
    /** As real ones on 64-bit systems; so many bits that two frames hardly ever want the same. */
    private static final int ADDRESS_BITS = 47;

    private static final FrameAddresses OF_THIS_PROCESS = new FrameAddresses(1 << 16);

    private final int generationSize;
    /** By address; both guarded by this. What is asked for again moves on from the earlier to the current. */
    private Map<Long, Frame> current = new HashMap<>();

    private Map<Long, Frame> earlier = new HashMap<>();

    FrameAddresses(int generationSize) {
        this.generationSize = generationSize;
    }

    static FrameAddresses ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * The name of a function at an address.
     *
     * @param address from a text profile, of the call or where it returns to
     * @return empty if no text has been written with it, or not for long
     */
    public static Optional<String> function(long address) {
        return OF_THIS_PROCESS.find(address);
    }

    synchronized Optional<String> find(long address) {
        return Optional.ofNullable(known(address & -STEP)).map(Frame::function);
    }

    /** Where calls from this frame are made; the next one is where they return to. */
    synchronized long of(Frame frame) {
        long address = hash(frame);
        Frame there = known(address);
        while (there != null && !there.equals(frame)) {
            address += STEP;
            there = known(address);
        }
        if (current.size() >= generationSize && !current.containsKey(address)) {
            earlier = current;
            current = new HashMap<>();
        }
        current.put(address, frame);
        return address;
    }

    private Frame known(long address) {
        Frame frame = current.get(address);
        return frame == null ? earlier.get(address) : frame;
    }

    private static long hash(Frame frame) {
        long hash = add(add(frame.line(), frame.function()), frame.fileName());
        // The last steps of MurmurHash3: every bit of it depends on all of what went in.
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        long address = hash >>> (Long.SIZE - ADDRESS_BITS) & -STEP;
        return Math.max(address, STEP);
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = sum * 31 + text.charAt(i);
        }
        return sum * 31;
    }
}
