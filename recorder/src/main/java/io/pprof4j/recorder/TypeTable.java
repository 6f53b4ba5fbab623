// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the types that instrumented code names in {@code new}, and holds their sizes for the hook. A type is a name
 * as seen from one class loader; its number is free again when that loader is gone. Writes are synchronized on the
 * class; the hook reads the arrays without, since a stale element is one that is not known yet.
 */
public final class TypeTable {
    /** More than any countdown: a tick of unknown size always enters the recorder, which learns the size. */
    public static final int UNKNOWN_SIZE = 1 << 30;

    /** In {@link #clones}: a call of clone() on this type as a superclass ends in {@link Object#clone()}. */
    public static final byte INHERITS_CLONE = 1;

    private static final byte DECLARES_CLONE = 2;

    /** Stands for all types that came after the table was full: right, but the recorder is entered each time. */
    static final int OVERFLOW = 0;

    private static final int CAPACITY = 1 << 16;
    private static final int[] SIZES = new int[CAPACITY];
    private static final byte[] CLONES = new byte[CAPACITY];
    private static final Entry[] ENTRIES = new Entry[CAPACITY];
    private static final Map<LoaderKey, Names> LOADERS = new HashMap<>();
    private static final ReferenceQueue<ClassLoader> GONE = new ReferenceQueue<>();
    private static final ArrayDeque<Integer> FREE = new ArrayDeque<>();
    private static final LoaderKey BOOT = new LoaderKey(null);
    private static int next = OVERFLOW + 1;

    private TypeTable() {}

    /** A named type; the class is resolved when the first object is recorded. */
    static final class Entry {
        private final String className;
        private final LoaderKey loader;
        private volatile AllocatedType type;

        private Entry(String className, LoaderKey loader) {
            this.className = className;
            this.loader = loader;
        }

        /** The class, which the allocating class has resolved already: no class is loaded here. */
        Class<?> load() throws ClassNotFoundException {
            return Class.forName(className, false, loader.get());
        }

        /** Learned through these sizes the first time. */
        AllocatedType type(ObjectSizes sizes) throws ClassNotFoundException {
            AllocatedType known = type;
            if (known == null) {
                known = sizes.type(load());
                type = known;
            }
            return known;
        }
    }

    /** The numbers given to the types that one loader's classes name. */
    private record Names(LoaderKey loader, Map<String, Integer> indexes) {}

    /** Compares by identity, and is found by it after the loader is gone. */
    private static final class LoaderKey extends WeakReference<ClassLoader> {
        private final int hash;

        private LoaderKey(ClassLoader loader) {
            super(loader, GONE);
            this.hash = System.identityHashCode(loader);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || (other instanceof LoaderKey key && get() != null && key.refersTo(get()));
        }
    }

    /** Sizes in bytes by type number; 0 until an object of the type was recorded. */
    public static int[] sizes() {
        return SIZES;
    }

    /** {@link #INHERITS_CLONE} or another number, by type number; 0 until found out. */
    public static byte[] clones() {
        return CLONES;
    }

    /**
     * The number of a type.
     *
     * @param loader of the class that allocates; null for the boot loader
     * @param className binary name of the allocated class
     */
    static synchronized int index(ClassLoader loader, String className) {
        releaseUnloaded();
        LoaderKey key = loader == null ? BOOT : new LoaderKey(loader);
        Names names = LOADERS.get(key);
        if (names == null) {
            names = new Names(key, new HashMap<>());
            LOADERS.put(key, names);
        }
        Integer known = names.indexes.get(className);
        if (known != null) {
            return known;
        }
        int index = FREE.isEmpty() ? next : FREE.pop();
        if (index == CAPACITY) {
            return OVERFLOW;
        }
        next = Math.max(next, index + 1);
        names.indexes.put(className, index);
        ENTRIES[index] = new Entry(className, names.loader);
        return index;
    }

    /** The type, learned through the sizes of this recorder the first time; null for {@link #OVERFLOW}. */
    static AllocatedType type(int index, ObjectSizes sizes) throws ClassNotFoundException {
        Entry entry = ENTRIES[index];
        if (entry == null) {
            return null;
        }
        AllocatedType type = entry.type(sizes);
        if (SIZES[index] == 0) {
            SIZES[index] = type.instanceBytes();
        }
        return type;
    }

    /** The type itself, for those who need no number: there are as many of these as one likes. */
    static synchronized Entry entry(ClassLoader loader, String className) {
        Entry numbered = ENTRIES[index(loader, className)];
        return numbered != null ? numbered : new Entry(className, loader == null ? BOOT : new LoaderKey(loader));
    }

    /** Finds out, by reflection, what {@link #clones} tells from then on; false if the type is not there. */
    public static boolean inheritsObjectClone(int index) {
        Entry entry = ENTRIES[index];
        if (entry == null) {
            return false;
        }
        boolean inherits = findsObjectClone(entry);
        CLONES[index] = inherits ? INHERITS_CLONE : DECLARES_CLONE;
        return inherits;
    }

    private static boolean findsObjectClone(Entry entry) {
        try {
            for (Class<?> c = entry.load(); c != null && c != Object.class; c = c.getSuperclass()) {
                if (declaresClone(c)) {
                    return false;
                }
            }
            return true;
        } catch (ClassNotFoundException | LinkageError unresolved) {
            return false;
        }
    }

    private static boolean declaresClone(Class<?> type) {
        try {
            return type.getDeclaredMethod("clone").getParameterCount() == 0;
        } catch (NoSuchMethodException inherited) {
            return false;
        }
    }

    private static void releaseUnloaded() {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            Names names = LOADERS.remove(gone);
            if (names != null) {
                for (Integer index : names.indexes.values()) {
                    ENTRIES[index] = null;
                    SIZES[index] = 0;
                    CLONES[index] = 0;
                    FREE.push(index);
                }
            }
        }
    }
}
