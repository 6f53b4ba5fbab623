// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.Arrays;

/**
 * The objects that one thread has allocated but not yet constructed, innermost last. It exists from the moment that one
 * of them is recorded: a weak reference can be made only once the constructor has returned. Meanwhile every
 * allocation of the thread comes through the recorder, so that nested objects of the same type are told apart. Only while
 * every object is recorded. Confined to its thread.
 */
final class Constructions {
    private static final int MAX_DEPTH = 4096;

    private Thread owner;
    private int countdown;
    private int depth;
    private int[] types = new int[8];
    private int[] collections = new int[8];
    private AllocationSite[] sites = new AllocationSite[8];

    void begin(Thread thread, int next) {
        owner = thread;
        countdown = next;
        depth = 0;
    }

    /** The sampling countdown, which the thread's own field cannot hold meanwhile. */
    int countdown() {
        return countdown;
    }

    void countdown(int next) {
        countdown = next;
    }

    boolean belongsTo(Thread thread) {
        return owner == thread;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    /** Whether the thread has died in a constructor that threw. */
    boolean isAbandoned() {
        Thread thread = owner;
        return thread != null && !thread.isAlive();
    }

    /**
     * An object of this type was allocated.
     *
     * @param site null if it is not to be followed
     * @return how many recorded objects had to be given up
     */
    int push(int type, AllocationSite site, int collection) {
        int lost = depth == MAX_DEPTH ? dropOldest(MAX_DEPTH / 2) : 0;
        if (depth == types.length) {
            types = Arrays.copyOf(types, depth * 2);
            collections = Arrays.copyOf(collections, depth * 2);
            sites = Arrays.copyOf(sites, depth * 2);
        }
        types[depth] = type;
        collections[depth] = collection;
        sites[depth] = site;
        depth++;
        return lost;
    }

    /**
     * The constructor of an object of this type returned. Entries above the innermost of this type belong to
     * constructors that threw.
     *
     * @return whether this object is to be followed: then {@link #takeSite} and the others tell of it until the next push
     */
    boolean pop(int type) {
        for (int i = depth - 1; i >= 0; i--) {
            if (types[i] == type) {
                Arrays.fill(sites, i + 1, depth, null);
                depth = i;
                return sites[i] != null;
            }
        }
        return false;
    }

    AllocationSite takeSite() {
        AllocationSite site = sites[depth];
        sites[depth] = null;
        return site;
    }

    int collection() {
        return collections[depth];
    }

    /** Forgets everything. Returns how many recorded objects that gives up. */
    int clear() {
        int lost = dropOldest(depth);
        owner = null;
        return lost;
    }

    private int dropOldest(int count) {
        int lost = 0;
        for (int i = 0; i < count; i++) {
            lost += sites[i] == null ? 0 : 1;
        }
        System.arraycopy(types, count, types, 0, depth - count);
        System.arraycopy(collections, count, collections, 0, depth - count);
        System.arraycopy(sites, count, sites, 0, depth - count);
        Arrays.fill(sites, depth - count, depth, null);
        depth -= count;
        return lost;
    }
}
