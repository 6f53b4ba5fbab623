// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.HashSet;
import java.util.Set;

/**
 * The classes that went through the transformer as they were loaded, while others that were loaded before are still
 * being retransformed: so that none is done twice, and those that the transformer did not get to see are known. Holds
 * class loaders, so only for that long. Its lock is a leaf: no class is loaded under it.
 */
final class LoadedClasses {
    private Set<Key> keys;

    /** A class by name and by the identity of its loader, whose own equals() is the application's code. */
    private record Key(ClassLoader loader, String internalName) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.loader == loader && key.internalName.equals(internalName);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(loader) + internalName.hashCode();
        }
    }

    synchronized void begin() {
        keys = new HashSet<>();
    }

    synchronized void end() {
        keys = null;
    }

    synchronized void add(ClassLoader loader, String internalName) {
        if (keys != null) {
            keys.add(new Key(loader, internalName));
        }
    }

    synchronized boolean contains(Class<?> type) {
        return keys != null
                && keys.contains(new Key(type.getClassLoader(), type.getName().replace('.', '/')));
    }
}
