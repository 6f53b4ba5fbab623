// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * A row of counters for each platform thread, written by that thread alone and without any barrier. The thread's
 * borrowed field holds a slot: an int whose low bits index {@link #ROWS}. All other values that the field can have
 * index {@link #EMPTY}, which sends the hook here.
 *
 * <p>A slot is a small negative number of the form 8k+5. Code that is still instrumented for sampling, on the stack of
 * a thread since an earlier recording, takes it for constructions under way and leaves it to the recorder; what such
 * code leaves behind ends in other bits.
 *
 * <p>Counts of a dead thread are kept, and its slot and row go to the next one. Where there is no slot, or rows have
 * grown to a sixteenth of the heap, threads count in {@link SharedCounters}: slower, and just as exact.
 */
public final class ThreadRows {
    /** Takes the index of a row out of a thread's field. */
    public static final int MASK = 0xFFFF;

    static final int SLOTS = 8191;

    private static final int KIND = 7;
    private static final int SLOT = 5;
    private static final int RETRY = 1023;
    private static final int FIRST_SCAN = 64;
    private static final long[] EMPTY = {};
    private static final long[][] ROWS = emptyRows();

    /** Goes on in the next recording, so that a slot which a thread has kept from the last one is not soon another's. */
    private static int cursor;

    private final SpinLock lock = new SpinLock();
    private final SharedCounters shared = new SharedCounters();

    private final Owner[] owners = new Owner[SLOTS];
    private final int[] free = new int[SLOTS];
    private final OwnBytes ownBytes;
    private final int slots;
    private final long capacity;
    private long[] totals = new long[0];
    private int freeCount;
    private int given;
    private int scanAt = FIRST_SCAN;
    private long counters;
    private boolean closed;
    private volatile boolean exhausted;

    /** Not atomic: it only spaces out the attempts to find a slot again. */
    private int attempts;

    /** The thread that a slot belongs to. */
    private static final class Owner extends WeakReference<Thread> {
        private Owner(Thread thread) {
            super(thread);
        }

        /** A thread that is not alive runs no Java code any more. */
        private boolean isDead() {
            Thread thread = get();
            return thread == null || !thread.isAlive();
        }
    }

    ThreadRows(OwnBytes ownBytes) {
        this(ownBytes, SLOTS, Runtime.getRuntime().maxMemory() / (16 * Long.BYTES));
    }

    /**
     * Takes the place of all earlier rows.
     *
     * @param ownBytes learns how large the rows are
     * @param slots threads that can have a row at once
     * @param capacity counters that all rows have together at most
     */
    ThreadRows(OwnBytes ownBytes, int slots, long capacity) {
        this.ownBytes = ownBytes;
        this.slots = slots;
        this.capacity = capacity;
        clear();
    }

    private static long[][] emptyRows() {
        long[][] rows = new long[MASK + 1][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = EMPTY;
        }
        return rows;
    }

    /** For the hook. No element is null. */
    public static long[][] rows() {
        return ROWS;
    }

    /** From now on every thread comes here first. */
    private static void clear() {
        for (int slot = 0; slot < SLOTS; slot++) {
            ROWS[field(slot) & MASK] = EMPTY;
        }
    }

    static boolean isSlot(int field) {
        return field < 0 && field >= field(SLOTS - 1) && (field & KIND) == SLOT;
    }

    private static int field(int slot) {
        return -8 * slot - 3;
    }

    private static int slot(int field) {
        return (-3 - field) >> 3;
    }

    /**
     * Counts an object for which the thread's row has no place.
     *
     * @param owner the current platform thread
     * @param field what its field holds
     * @param counter of the object; the next one counts its bytes
     * @return what the field shall hold
     */
    int add(Thread owner, int field, int counter, long bytes) {
        int next = field;
        if (!SampleClock.isQuiet(field) && (!exhausted || (++attempts & RETRY) == 0)) {
            lock.lock();
            try {
                if (closed) {
                    return field;
                }
                int slot = owns(owner, field) ? slot(field) : take(owner);
                long[] row = slot < 0 ? null : grow(slot, counter + 1);
                next = slot < 0 ? field : field(slot);
                if (row != null) {
                    row[counter]++;
                    row[counter + 1] += bytes;
                    return next;
                }
                exhausted = true;
            } finally {
                lock.unlock();
            }
        }
        shared.add(counter, bytes);
        return next;
    }

    private boolean owns(Thread owner, int field) {
        if (!isSlot(field)) {
            return false;
        }
        Owner known = owners[slot(field)];
        return known != null && known.refersTo(owner);
    }

    private int take(Thread owner) {
        if (freeCount == 0 && (given == slots || given >= scanAt)) {
            reclaim();
            scanAt = Math.max(FIRST_SCAN, 2 * (given - freeCount));
        }
        int slot;
        if (freeCount > 0) {
            slot = free[--freeCount];
        } else if (given < slots) {
            slot = cursor;
            cursor = (cursor + 1) % SLOTS;
            given++;
        } else {
            return -1;
        }
        owners[slot] = new Owner(owner);
        return slot;
    }

    /** The slot's row with room for this counter, or null if that would be too much memory. */
    private long[] grow(int slot, int counter) {
        int index = field(slot) & MASK;
        long[] row = ROWS[index];
        if (counter < row.length) {
            return row;
        }
        int used = CountedSites.end();
        int length = Math.max(counter + 64, Math.min(2 * row.length, used + used / 4));
        if (counters + length - row.length > capacity) {
            return null;
        }
        long[] longer = new long[length];
        System.arraycopy(row, 0, longer, 0, row.length);
        counters += length - row.length;
        ROWS[index] = longer;
        ownBytes.add((long) length * Long.BYTES);
        return longer;
    }

    /** Frees the slots of dead threads. */
    private void reclaim() {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (owners[slot] != null && owners[slot].isDead()) {
                Arrays.fill(keepCounts(slot), 0);
                owners[slot] = null;
                free[freeCount++] = slot;
                exhausted = false;
            }
        }
    }

    private long[] keepCounts(int slot) {
        long[] row = ROWS[field(slot) & MASK];
        totals = atLeast(totals, row.length);
        addTo(totals, row);
        return row;
    }

    /** Counting is over: the counts stay, and no thread has a row any more. */
    void close() {
        lock.lock();
        try {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (owners[slot] != null) {
                    keepCounts(slot);
                    owners[slot] = null;
                }
            }
            closed = true;
            clear();
        } finally {
            lock.unlock();
        }
    }

    private static long[] atLeast(long[] counts, int length) {
        if (counts.length >= length) {
            return counts;
        }
        long[] longer = new long[length];
        System.arraycopy(counts, 0, longer, 0, counts.length);
        return longer;
    }

    /**
     * The counts of all threads, indexed by counter. They include what the caller knows of: what it did itself, what
     * threads did that it has joined. Of a thread that runs, the last few objects may be missing.
     */
    long[] sums() {
        int used = CountedSites.end();
        long[] sums = new long[used];
        lock.lock();
        try {
            addTo(sums, totals);
            for (int slot = 0; slot < SLOTS; slot++) {
                if (owners[slot] != null) {
                    addTo(sums, ROWS[field(slot) & MASK]);
                }
            }
        } finally {
            lock.unlock();
        }
        shared.addTo(sums);
        return sums;
    }

    private static void addTo(long[] sums, long[] counts) {
        for (int i = 0; i < Math.min(sums.length, counts.length); i++) {
            sums[i] += counts[i];
        }
    }
}
