// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.ref.WeakReference;

/**
 * Remembers, for a site of any type, the type that it met first: most meet no other, and then the hook finds the counter
 * without a call. Keeps no class loader alive.
 */
public final class SeenType extends WeakReference<Class<?>> {
    /** Takes the index of an entry out of a site's number. */
    public static final int MASK = (1 << 13) - 1;

    private static final SeenType[] ALL = new SeenType[MASK + 1];

    private final int site;
    private final int counter;

    private SeenType(int site, Class<?> type, int counter) {
        super(type);
        this.site = site;
        this.counter = counter;
    }

    /** For the hook. Elements are null until the first site that they stand for is executed. */
    public static SeenType[] all() {
        return ALL;
    }

    /** The type's counter at this site, or 0 if these are not the ones remembered. */
    public int counter(int atSite, Class<?> type) {
        return site == atSite && refersTo(type) ? counter : 0;
    }

    /** Takes a place that is free, or that of a class which is gone. */
    static void remember(int site, Class<?> type, int counter) {
        SeenType seen = ALL[site & MASK];
        if (seen == null || seen.refersTo(null)) {
            ALL[site & MASK] = new SeenType(site, type, counter);
        }
    }
}
