// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Numbered {@link Constructions}, so that an int can stand for them in a thread's countdown. A slot belongs to the
 * thread that took it by compare-and-set, until it gives it back.
 */
final class ConstructionSlots {
    /** Threads that can be inside a recorded constructor at once; must stay below 2^16, see {@link SampleClock}. */
    static final int CAPACITY = 1 << 13;

    private static final int PROBES = 64;

    private final AtomicIntegerArray taken = new AtomicIntegerArray(CAPACITY);
    private final Constructions[] slots = new Constructions[CAPACITY];

    /** A free slot, or -1 if none is found near the thread's own place. */
    int take(Thread thread, int countdown) {
        int start = System.identityHashCode(thread);
        for (int i = 0; i < PROBES; i++) {
            int slot = (start + i) & (CAPACITY - 1);
            if (taken.get(slot) == 0 && taken.compareAndSet(slot, 0, 1)) {
                if (slots[slot] == null) {
                    slots[slot] = new Constructions();
                }
                slots[slot].begin(thread, countdown);
                return slot;
            }
        }
        return -1;
    }

    /** Null if the slot is not the current thread's: its countdown was left in the middle by a stack overflow. */
    Constructions ofCurrentThread(int slot) {
        Constructions found = slot >= 0 && slot < CAPACITY ? slots[slot] : null;
        return found != null && found.belongsTo(Thread.currentThread()) ? found : null;
    }

    void giveBack(int slot) {
        taken.set(slot, 0);
    }

    /** Frees the slots of threads that died inside a constructor. Returns how many recorded objects that gives up. */
    int reclaimAbandoned() {
        int lost = 0;
        for (int slot = 0; slot < CAPACITY; slot++) {
            Constructions constructions = slots[slot];
            if (taken.get(slot) == 1 && constructions != null && constructions.isAbandoned()) {
                lost += constructions.clear();
                giveBack(slot);
            }
        }
        return lost;
    }
}
