// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the sites of code that is instrumented for counting, and finds the counters of what they allocate. A site gets
 * its counter when it is executed first: most never are, and the size of an object is known only then.
 *
 * <p>Sites and counters stay for the life of the JVM. A class that is instrumented again gets the same ones.
 */
public final class CountedSites {
    /** A site for {@link SiteKind#ANY_ARRAY} is followed by one for each of these, in the order of the hook. */
    private static final String[] PRIMITIVE_ARRAYS = {
        "byte[]", "char[]", "int[]", "long[]", "double[]", "float[]", "short[]", "boolean[]"
    };

    static final int CAPACITY = 1 << 20;

    /** First counter by site; 0 until the site is executed, and always for those of any type. */
    private static final int[] BY_SITE = new int[CAPACITY];

    private static final Map<Key, Integer> NUMBERS = new HashMap<>();
    private static final Counters COUNTERS = new Counters();
    private static final SpinLock LOCK = new SpinLock();
    private static final ClassValue<ClassCounters> BY_CLASS = new ClassValue<>() {
        @Override
        protected ClassCounters computeValue(Class<?> type) {
            return new ClassCounters(sizes.type(type));
        }
    };

    private static volatile CountedSite[] sites = new CountedSite[1 << 12];
    private static volatile ObjectSizes sizes;
    private static int next = 1;

    private CountedSites() {}

    /** What makes two sites one. The type is a {@link TypeTable.Entry}, a name or null, by the kind. */
    private static final class Key {
        private final StackTraceElement frame;
        private final SiteKind kind;
        private final Object type;

        private Key(StackTraceElement frame, SiteKind kind, Object type) {
            this.frame = frame;
            this.kind = kind;
            this.type = type;
        }

        @Override
        public int hashCode() {
            return (frame.hashCode() * 31 + kind.hashCode()) * 31 + (type == null ? 0 : type.hashCode());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && kind == key.kind
                    && frame.equals(key.frame)
                    && (type == null ? key.type == null : type.equals(key.type));
        }
    }

    /** For the hook. An element that is not 0 never changes. */
    public static int[] counters() {
        return BY_SITE;
    }

    static void measureBy(ObjectSizes objectSizes) {
        sizes = objectSizes;
    }

    /**
     * The number of a site.
     *
     * @param loader of the class whose code allocates; null for the boot loader
     * @param type binary name of the allocated class, or source form of the array type; null if any
     * @throws IllegalStateException if there are no more numbers
     */
    static synchronized int number(ClassLoader loader, SiteKind kind, String type, StackTraceElement frame) {
        Object known = kind == SiteKind.INSTANCE ? TypeTable.entry(loader, type) : type;
        Key key = new Key(frame, kind, known);
        Integer number = NUMBERS.get(key);
        if (number == null) {
            number = add(kind, known, frame);
            NUMBERS.put(key, number);
        }
        return number;
    }

    private static int add(SiteKind kind, Object type, StackTraceElement frame) {
        int first = next;
        if (first + PRIMITIVE_ARRAYS.length >= CAPACITY) {
            throw new IllegalStateException("more than " + CAPACITY + " allocation sites");
        }
        if (kind == SiteKind.INSTANCE) {
            add(CountedSite.ofInstances(frame, (TypeTable.Entry) type));
        } else if (kind == SiteKind.ARRAY) {
            add(CountedSite.ofArrays(frame, AllocatedType.sourceName((String) type)));
        } else {
            add(CountedSite.ofManyTypes(frame));
        }
        if (kind == SiteKind.ANY_ARRAY) {
            for (String array : PRIMITIVE_ARRAYS) {
                add(CountedSite.ofArrays(frame, array));
            }
        }
        return first;
    }

    private static void add(CountedSite site) {
        CountedSite[] current = sites;
        if (next == current.length) {
            CountedSite[] longer = new CountedSite[2 * next];
            System.arraycopy(current, 0, longer, 0, next);
            current = longer;
        }
        current[next++] = site;
        sites = current;
    }

    /** The first counter of a site that knows its type; 0 if it has none yet. */
    static int known(int site) {
        return BY_SITE[site];
    }

    /** The first counter of a type at a site that takes any; 0 if it has none yet. */
    static int known(int site, Class<?> type) {
        return BY_CLASS.get(type).get(site);
    }

    /** Gives a site that knows its type a counter. The calling thread is quiet. Returns 0 if there are no more. */
    static int assign(int site) throws ClassNotFoundException {
        Counter added = sites[site].counter(sizes);
        LOCK.lock();
        try {
            if (BY_SITE[site] == 0) {
                BY_SITE[site] = COUNTERS.add(added);
            }
            return BY_SITE[site];
        } finally {
            LOCK.unlock();
        }
    }

    /** Gives a type its counter at a site that takes any. The calling thread is quiet. Returns 0 if there are no more. */
    static int assign(int site, Class<?> type) {
        ClassCounters ofClass = BY_CLASS.get(type);
        LOCK.lock();
        try {
            int counter = ofClass.get(site);
            if (counter == 0) {
                counter = sites[site].counter(ofClass.type(), COUNTERS);
                if (counter != 0) {
                    ofClass.put(site, counter);
                    SeenType.remember(site, type, counter);
                }
            }
            return counter;
        } finally {
            LOCK.unlock();
        }
    }

    /** One more than the highest counter in use. */
    static int end() {
        return COUNTERS.end();
    }

    static Counter describe(int counter) {
        return COUNTERS.get(counter);
    }
}
