// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * The counters of one class at the sites that do not know their type, kept with the class itself. Read without a lock;
 * written, by copy, with one.
 */
final class ClassCounters {
    private final AllocatedType type;

    /** Open addressing: a site in each even place, its counter behind it. Never full. */
    private volatile int[] table = new int[8];

    private int size;

    ClassCounters(AllocatedType type) {
        this.type = type;
    }

    AllocatedType type() {
        return type;
    }

    /** 0 if there is none. */
    int get(int site) {
        int[] current = table;
        return current[find(current, site) + 1];
    }

    void put(int site, int counter) {
        int[] current = table;
        boolean crowded = 4 * (size + 1) > current.length;
        int[] changed = new int[crowded ? 2 * current.length : current.length];
        for (int i = 0; i < current.length; i += 2) {
            if (current[i] != 0) {
                set(changed, current[i], current[i + 1]);
            }
        }
        set(changed, site, counter);
        size++;
        table = changed;
    }

    private static void set(int[] table, int site, int counter) {
        int place = find(table, site);
        table[place] = site;
        table[place + 1] = counter;
    }

    private static int find(int[] table, int site) {
        int mask = table.length - 2;
        int place = ((site * 0x9E37_79B9) >>> 7) & mask;
        while (table[place] != 0 && table[place] != site) {
            place = (place + 2) & mask;
        }
        return place;
    }
}
